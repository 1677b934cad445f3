"""After real months: no identity outside its places, also where lists were broken, and Airflow's screens in Chinese."""

import csv
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg2
import pytest
from psycopg2 import sql

from shouwang.divisions import children
from shouwang.stack.postgres import PostgresServer
from shouwang.warehouse.connection import parameters
from tests.end_to_end.conftest import YANLING, YEJI, CommandLine
from tests.privacy.canaries import DIBAO, REGISTER, canaries, plant
from tests.privacy.searching import files_holding
from tests.privacy.searching import holds_any as holds_planted

# Where identities belong: what came, what is kept, what townships get, the simulated truth, the data of the server.
THEIR_PLACES = {"inbox", "archive", "outbox", "truth", "postgres"}
RECEIVED = datetime(2022, 2, 8, 1, tzinfo=UTC).timestamp()


@pytest.fixture(scope="module")
def identities(command_line: CommandLine) -> set[bytes]:
    """ID numbers and telephones of everybody in Yanling, after a month was run."""
    command_line.document("walkthrough", "--county", YANLING, "--households", "1500")
    found = command_line.document("status")["deliveries"]
    registers = [d for d in found if d["feed"] == "household_register" and d["county_code"] == YANLING]
    (path,) = command_line.settings.archive.rglob(f"{registers[0]['sha256']}*")
    with path.open(encoding="gb18030", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {row[name].encode() for row in rows for name in ("身份证号", "联系电话") if len(row[name]) >= 11}


def test_no_log_report_or_file_name_holds_an_identity(command_line: CommandLine, identities: set[bytes]) -> None:
    assert len(identities) > 3000
    home = command_line.home
    looked_at = [path for path in home.rglob("*") if path.relative_to(home).parts[0] not in THEIR_PLACES]
    leaks = {path.name for path in looked_at if path.is_file() and holds_any(path.read_bytes(), identities)}
    assert len(looked_at) > 50
    assert leaks == set()
    names = "\n".join(path.as_posix() for path in home.rglob("*")).encode()
    assert not holds_any(names, identities)


def test_airflows_own_database_holds_no_identity(command_line: CommandLine, identities: set[bytes]) -> None:
    connection = psycopg2.connect(**{**parameters(command_line.settings, "admin"), "dbname": "airflow"})
    with connection, connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
        tables = [row[0] for row in cursor.fetchall()]
        leaks = [table for table in tables if holds_any(rows_of(cursor, table), identities)]
    connection.close()
    assert {"xcom", "dag_run", "task_instance", "log"} <= set(tables)
    assert leaks == []


def test_pseudonymous_schemas_hold_no_identity(command_line: CommandLine, identities: set[bytes]) -> None:
    connection = psycopg2.connect(**parameters(command_line.settings, "admin"))
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "select schemaname, tablename from pg_tables where schemaname in "
            "('landing', 'ops', 'reference', 'quality', 'marts', 'publication', 'aggregates') order by 1, 2"
        )
        tables = cursor.fetchall()
        leaks = [table for table in tables if holds_any(rows_of(cursor, *table), identities)]
        kept = rows_of(cursor, "vault", "household_register")
    connection.close()
    assert leaks == []
    assert holds_any(kept, identities)


@pytest.fixture(scope="module")
def planted(command_line: CommandLine) -> list[Path]:
    """A month of Yeji, really scheduled, with two hundred planted people, some of them in broken cells and files.

    Gives the files that may not hold one: all but what came, what is kept of it, and what goes to people by name.
    """
    home, month = command_line.home, command_line.settings.inbox / YEJI / "2022-01"
    command_line.document(
        *("simulate", "--county", YEJI, "--from", "2022-01", "--to", "2022-01", "--households", "300", "--seed", "5"),
        *("--inbox", str(command_line.settings.inbox)),
    )
    (register,) = month.glob("*农户家庭成员信息花名册.csv")
    register.rename(month / REGISTER)
    (dibao,) = month.glob("*新增农村低保人员名单.xlsx")
    dibao.unlink()
    (month / DIBAO).write_text("姓名,身份证号,审批日期,低保证号,月保障金额\n", encoding="utf-8-sig")
    township = children(YEJI)[0]
    village = children(township.code)[0]
    plant(month, (village.code, township.name, village.name))
    for path in month.iterdir():
        os.utime(path, (RECEIVED,) * 2)  # a damaged package that is new may still be being written
    outcome = command_line.document("run", "--county", YEJI, "--month", "2022-01")
    assert [o["state"] for o in outcome] == ["published"]
    return [path for path in home.rglob("*") if path.relative_to(home).parts[0] not in THEIR_PLACES]


def tables(cursor: Any, *but: str) -> list[tuple[str, str]]:
    """Every table of every schema that is not the server's own, ``but`` left out."""
    cursor.execute(
        "select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema') "
        "and schemaname <> all (%s) order by 1, 2",
        (list(but),),
    )
    return [(schema, name) for schema, name in cursor.fetchall()]


@pytest.mark.parametrize("database", ["shouwang", "airflow"])
@pytest.mark.usefixtures("planted")
def test_no_table_outside_vault_and_landing_holds_a_planted_person(command_line: CommandLine, database: str) -> None:
    connection = psycopg2.connect(**{**parameters(command_line.settings, "admin"), "dbname": database})
    with connection, connection.cursor() as cursor:
        looked_at = tables(cursor, "vault", "landing")
        assert [table for table in looked_at if holds_planted(rows_of(cursor, *table))] == []
        known = {name: rows_of(cursor, *name) for name in tables(cursor) if name[0] == "vault"}
    connection.close()
    assert {"shouwang": ("ops", "deliveries"), "airflow": ("public", "xcom")}[database] in looked_at
    if database == "shouwang":
        assert holds_planted(known["vault", "household_register_contents"]), "they came in, and the search finds them"


@pytest.mark.usefixtures("planted")
def test_the_planted_month_went_through_airflow_and_was_refused_in_part(command_line: CommandLine) -> None:
    connection = psycopg2.connect(**{**parameters(command_line.settings, "admin"), "dbname": "airflow"})
    with connection, connection.cursor() as cursor:
        cursor.execute("select count(*) from xcom where dag_id like %s", (f"%{YEJI}%",))
        ((count,),) = cursor.fetchall()
    connection.close()
    found = [d for d in command_line.document("status")["deliveries"] if d["county_code"] == YEJI]
    assert count > 0
    assert [d["state"] for d in found].count("refused") == 2, [(d["feed"], d["state"], d["rows_held"]) for d in found]
    assert sum(d["rows_held"] or 0 for d in found) >= 30


def test_no_log_report_or_file_name_holds_a_planted_person(command_line: CommandLine, planted: list[Path]) -> None:
    assert files_holding([*planted, PostgresServer(command_line.home).log]) == []
    assert [path for path in planted if YEJI in path.as_posix() and path.suffix == ".log"], "Airflow's logs are there"
    kept = [path for path in command_line.settings.archive.rglob("*") if path.is_file()]
    assert files_holding(kept), "they came in, and the search finds them"
    assert len(canaries()) == 200


def rows_of(cursor: Any, *table: str) -> bytes:
    """Every row of a table as text."""
    cursor.execute(sql.SQL("select t::text from {} t").format(sql.Identifier(*table)))
    return "\n".join(row[0] or "" for row in cursor.fetchall()).encode()


def holds_any(text: bytes, identities: set[bytes]) -> bool:
    """Whether any identity stands in the text: runs of 11 to 18 characters are looked up."""
    return any(text[at : at + size] in identities for at in digit_starts(text) for size in (11, 18))


def digit_starts(text: bytes) -> list[int]:
    """Where a run of eleven digits begins."""
    return [found.start() for found in re.finditer(rb"(?=\d{11})", text)]


def test_the_screens_of_airflow_are_chinese_until_a_person_chooses(command_line: CommandLine) -> None:
    address = command_line.document("up")["airflow_url"]
    page = httpx.get(address, headers={"accept": "text/html"}, follow_redirects=True).text
    assert "i18nextLng" in page
    assert "zh-CN" in page
