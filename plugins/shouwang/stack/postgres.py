"""The embedded PostgreSQL server: starts from whatever state it finds, and stops cleanly."""

import shutil
from pathlib import Path

from shouwang.stack.account import server_account
from shouwang.stack.configuration import CONFIGURATION_FILE, machine_configuration
from shouwang.stack.credentials import CREDENTIALS_FILE, ensure_credentials
from shouwang.stack.data_directory import create_data_directory, prepare_directories
from shouwang.stack.databases import create_databases
from shouwang.stack.endpoints import ENDPOINTS_FILE, WAREHOUSE_PORT
from shouwang.stack.errors import StackError
from shouwang.stack.pg_ctl import PgCtl
from shouwang.stack.places import find_places
from shouwang.stack.ports import choose_port, is_free
from shouwang.stack.postmaster import end_leftovers, find_postmaster
from shouwang.stack.programs import copy_programs, program_directory, wheel_directory
from shouwang.stack.records import last_lines, read_record, update_record

PREFERRED_PORT = 5540
START_ATTEMPTS = 5


class PostgresServer:
    """PostgreSQL 18 on 127.0.0.1 with scram passwords, for one home directory.

    Holds no process or connection of its own: several objects of one home are the same server.
    """

    def __init__(self, home: Path) -> None:
        """Name the home (absolute or relative); touches nothing yet."""
        self.places = find_places(home)
        self.home = self.places.home

    @property
    def port(self) -> int:
        """The port as written to ``<home>/run/endpoints.json``; LookupError when the server was never started."""
        port = self._written_port()
        if port is None:
            raise LookupError(f"{self.home} 的数据库还没有启动过；请先执行 `shouwang up`")
        return port

    @property
    def pid(self) -> int | None:
        """The server's process number while it runs."""
        found = find_postmaster(self.places.data)
        return found.process.pid if found else None

    @property
    def log(self) -> Path:
        """The server's log: no values of rows in it."""
        return self.places.log

    def is_running(self) -> bool:
        """Whether the server lives and takes connections."""
        found = find_postmaster(self.places.data)
        return found is not None and found.is_ready

    def start(self) -> None:
        """Start the server with its databases, making or recovering what is missing; nothing to do when it runs.

        StackError when it cannot be started, with the last lines of its log.
        """
        pg_ctl = self._pg_ctl()
        credentials = self._ensure_credentials()
        if not self.is_running():
            self.stop()
            end_leftovers(self.places.data)
            create_data_directory(pg_ctl, credentials["admin"])
            self._launch(pg_ctl)
        self._write_port()
        create_databases(self.port, credentials)

    def stop(self) -> None:
        """Stop the server, ending its clients' connections; nothing to do when it does not run."""
        found = find_postmaster(self.places.data)
        if found is None:
            return
        if not self._pg_ctl().stop() and find_postmaster(self.places.data):
            raise StackError(self._failure("没有停下来"))

    def erase(self) -> None:
        """Stop the server and delete its data, programs and log; the credentials stay with the home."""
        if find_postmaster(self.places.data):
            self._pg_ctl().stop("immediate")
        self.stop()
        shutil.rmtree(self.places.data, ignore_errors=True)
        if self.places.base != self.home:
            shutil.rmtree(self.places.base, ignore_errors=True)

    def _pg_ctl(self) -> PgCtl:
        account = server_account()
        prepare_directories(self.places, account)
        copy = self.places.programs
        root = copy_programs(copy, account) if copy else wheel_directory()
        return PgCtl(program_directory(root), self.places, account)

    def _ensure_credentials(self) -> dict[str, str]:
        file = self.places.run_directory / CREDENTIALS_FILE
        if self.places.marker.exists() and not file.exists():
            raise StackError(
                f"数据库 {self.places.data} 还在，但密码和假名密钥文件 {file} 不见了；请从备份恢复该文件"
                "（假名密钥不能重新生成，否则同一个人会变成另一个人）"
            )
        return ensure_credentials(self.places.run_directory)

    def _launch(self, pg_ctl: PgCtl) -> None:
        """Start on the first port that PostgreSQL can have; another program may take a free one in between."""
        for _ in range(START_ATTEMPTS):
            port = choose_port(PREFERRED_PORT, self._written_port())
            configuration = self.places.data / CONFIGURATION_FILE
            configuration.write_text(machine_configuration(port), encoding="utf-8")
            pg_ctl.account.give(configuration)
            if pg_ctl.start():
                return
            if is_free(port):
                break
        raise StackError(self._failure("没有启动成功"))

    def _failure(self, what: str) -> str:
        return f"PostgreSQL {what}；日志 {self.log} 的最后几行：\n{last_lines(self.log)}"

    def _written_port(self) -> int | None:
        port = read_record(self.places.run_directory / ENDPOINTS_FILE).get(WAREHOUSE_PORT)
        return None if port is None else int(port)

    def _write_port(self) -> None:
        found = find_postmaster(self.places.data)
        if found is None:
            raise StackError(self._failure("启动后又退出了"))
        update_record(self.places.run_directory / ENDPOINTS_FILE, {WAREHOUSE_PORT: found.port})
