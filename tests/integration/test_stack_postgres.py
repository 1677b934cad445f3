"""The embedded server, really started: as whoever runs the tests and, for root, as an ordinary user too."""

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import print_exc

import psycopg2
import pytest

from shouwang.stack import postgres
from shouwang.stack.account import Account
from shouwang.stack.databases import AIRFLOW, WAREHOUSE, connect
from shouwang.stack.errors import StackError
from shouwang.stack.ports import is_free
from shouwang.stack.postgres import PostgresServer
from shouwang.stack.postmaster import PID_FILE, find_postmaster
from shouwang.stack.programs import copy_programs, program_directory


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PostgresServer]:
    """A server that was not started yet, in a home with a space and Chinese in its path."""
    made = PostgresServer(tmp_path / "乡村 振兴局" / "守望")
    try:
        yield made
    finally:
        made.erase()


def secret(server: PostgresServer, name: str) -> str:
    return str(json.loads((server.home / "run" / "credentials.json").read_text(encoding="utf-8"))[name])


def answer(server: PostgresServer, statement: str, database: str = WAREHOUSE) -> object:
    with closing(connect(server.port, secret(server, "admin"), database)) as opened, opened.cursor() as work:
        work.execute(statement)
        rows = work.fetchall()
    return rows[0][0]


def kill(server: PostgresServer) -> None:
    found = find_postmaster(server.places.data)
    assert found is not None
    found.process.kill()
    found.process.wait(30)


def test_starts_with_both_databases_and_its_settings(server: PostgresServer) -> None:
    server.start()

    assert server.is_running()
    assert answer(server, "show server_encoding") == "UTF8"
    assert answer(server, "select '守' < '望' and lower('É') = 'é'") is True
    assert answer(server, "show synchronous_commit") == "on"
    assert answer(server, "show fsync") == "on"
    assert answer(server, "show listen_addresses") == "127.0.0.1"
    assert answer(server, "show log_error_verbosity") == "terse"
    assert answer(server, "show log_min_error_statement") == "panic"
    assert answer(server, "show timezone") == "Asia/Shanghai"
    with closing(connect(server.port, secret(server, "airflow_database"), AIRFLOW, AIRFLOW)) as opened:
        assert opened.info.dbname == AIRFLOW


def test_refuses_a_wrong_password_and_none(server: PostgresServer) -> None:
    server.start()

    for password in ("wrong", ""):
        with pytest.raises(psycopg2.OperationalError, match="password"):
            connect(server.port, password)


def test_writes_secrets_for_their_owner_alone(server: PostgresServer) -> None:
    server.start()

    run = server.home / "run"
    assert stat.S_IMODE((run / "credentials.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(server.places.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.home.stat().st_mode) == 0o700
    assert not [path for path in server.places.base.iterdir() if "password" in path.name]
    assert secret(server, "admin") not in server.log.read_text(encoding="utf-8")


def test_a_refused_row_leaves_no_value_in_the_log(server: PostgresServer) -> None:
    server.start()

    with closing(connect(server.port, secret(server, "admin"), WAREHOUSE)) as opened, opened.cursor() as work:
        work.execute("create table people (id_number text primary key)")
        work.execute("insert into people values ('11010519491231002X')")
        with pytest.raises(psycopg2.IntegrityError):
            work.execute("insert into people values ('11010519491231002X')")

    log = server.log.read_text(encoding="utf-8")
    assert "people_pkey" in log
    assert "11010519491231002X" not in log


def test_starting_twice_is_one_server(server: PostgresServer) -> None:
    server.start()
    first = find_postmaster(server.places.data)

    PostgresServer(server.home).start()

    assert find_postmaster(server.places.data) == first


def test_keeps_data_passwords_and_port_over_a_restart(server: PostgresServer) -> None:
    server.start()
    port, password = server.port, secret(server, "pseudonym_key")
    with closing(connect(port, secret(server, "admin"), WAREHOUSE)) as opened, opened.cursor() as work:
        work.execute("create table kept as select 42 as number")

    server.stop()
    assert not server.is_running()
    server.start()

    assert (server.port, secret(server, "pseudonym_key")) == (port, password)
    assert answer(server, "select number from kept") == 42


def test_recovers_from_a_killed_server_whose_backends_are_busy(server: PostgresServer) -> None:
    server.start()
    with closing(connect(server.port, secret(server, "admin"), WAREHOUSE)) as opened, opened.cursor() as work:
        work.execute("create table committed as select 7 as number")
    command = [sys.executable, "-c", BUSY_CLIENT, str(server.port), secret(server, "admin")]
    busy = subprocess.Popen(command)  # noqa: S603 -- our own words
    try:
        while not answer(server, "select exists (select from pg_stat_activity where query like '%endless%')"):
            assert busy.poll() is None
        kill(server)

        server.start()

        assert answer(server, "select number from committed") == 7
    finally:
        busy.kill()
        busy.wait()


BUSY_CLIENT = """
import sys
from shouwang.stack import postgres
from shouwang.stack.account import Account
from shouwang.stack.databases import connect
connect(int(sys.argv[1]), sys.argv[2]).cursor().execute(
    "/* endless */ select count(*) from generate_series(1, 1e9) a, generate_series(1, 1e9) b")
"""


def test_a_number_reused_by_a_stranger_is_not_taken_for_the_server(server: PostgresServer) -> None:
    server.start()
    pid_file = server.places.data / PID_FILE
    lines = pid_file.read_text(encoding="utf-8").splitlines()
    kill(server)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]), encoding="utf-8")
    assert not server.is_running()

    server.start()

    assert server.is_running()


def test_makes_a_half_made_data_directory_again(server: PostgresServer) -> None:
    server.places.data.mkdir(parents=True)
    (server.places.data / "PG_VERSION").write_text("18\n", encoding="utf-8")
    (server.places.data / "base").mkdir()

    server.start()

    assert answer(server, "select 1") == 1


def test_takes_another_port_when_its_own_is_taken(server: PostgresServer) -> None:
    server.start()
    server.stop()
    taken = server.port
    with socket.create_server(("127.0.0.1", taken)):
        server.start()

    assert server.port != taken
    assert json.loads((server.home / "run" / "endpoints.json").read_text()) == {"warehouse_port": server.port}
    assert answer(server, "select 1") == 1


def test_refuses_to_invent_new_secrets_for_old_data(server: PostgresServer) -> None:
    server.start()
    server.stop()
    (server.home / "run" / "credentials.json").unlink()

    with pytest.raises(StackError, match="备份"):
        server.start()


def test_erasing_leaves_no_data_and_no_process(server: PostgresServer) -> None:
    server.start()
    found = find_postmaster(server.places.data)
    assert found is not None

    server.erase()

    assert not server.places.data.exists()
    assert is_free(found.port)


ORDINARY = Account(65534, 65534)


def run_as_ordinary_user(body: Callable[[], None]) -> int:
    """Run the body in a child that gave up root's rights, if it had them; the child's exit code.

    A fork keeps what was imported: the interpreter itself may lie where only root can go.
    """
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(ORDINARY.group)
                os.setuid(ORDINARY.user)
            body()
            code = 0
        except BaseException:  # noqa: BLE001 -- the child reports whatever happened and ends
            print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_an_ordinary_user_starts_recovers_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    def live_through_a_kill() -> None:
        server = PostgresServer(home)
        try:
            server.start()
            assert os.geteuid() != 0
            assert server.places.data == home / "postgres"
            kill(server)
            server.start()
            assert answer(server, "select 1") == 1
        finally:
            server.erase()

    with TemporaryDirectory(prefix="守望 ") as directory:
        reachable = copy_programs(Path(directory) / "programs", ORDINARY if os.geteuid() == 0 else own_account())
        assert (program_directory(reachable) / "initdb").is_file()
        monkeypatch.setattr(postgres, "wheel_directory", lambda: reachable)
        home = Path(directory).resolve() / "home"
        if os.geteuid() == 0:
            ORDINARY.give(Path(directory))

        assert run_as_ordinary_user(live_through_a_kill) == 0


def own_account() -> Account:
    return Account(os.geteuid(), os.getegid())
