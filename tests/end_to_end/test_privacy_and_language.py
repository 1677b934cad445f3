"""After real months: no identity outside its places, and Airflow's screens in Chinese first."""

import csv
import re
from typing import Any

import httpx
import psycopg2
import pytest
from psycopg2 import sql

from shouwang.warehouse.connection import parameters
from tests.end_to_end.conftest import YANLING, CommandLine

# Where identities belong: what came, what is kept, what townships get, the simulated truth, the data of the server.
THEIR_PLACES = {"inbox", "archive", "outbox", "truth", "postgres"}


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
