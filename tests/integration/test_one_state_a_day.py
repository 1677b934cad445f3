"""Of every published state, one key holds one thing on any day: the server refuses the rest, whoever writes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

import psycopg2
import pytest
from psycopg2.errors import CheckViolation, ExclusionViolation, FeatureNotSupported, NotNullViolation
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.connection import parameters
from shouwang.warehouse.published_tables import PublishedTable, published_tables
from tests.integration.hand_made_builds import COUNTY, month_of

CLOSE = "update marts.bridge_household_members_v1 set known_to = now() where county_code = %s"
OPEN = "select count(*) from marts.bridge_household_members_v1 where known_to = 'infinity'"
BOTH = """
insert into marts.bridge_household_members_v1
    (county_code, household_id, person_id, valid_from, valid_to, known_from)
select county_code, household_id, 5, day, 'infinity', now()
from marts.bridge_household_members_v1, (values (date '2022-01-01'), (date '2022-02-01')) as days (day)
where household_id = 10
"""
EVER = date(9999, 1, 1)
STATES = [table for table in published_tables() if table.kind == "state"]
WAITING = """
select count(*) from pg_locks where locktype = 'advisory' and not granted
and database = (select oid from pg_database where datname = current_database())
"""
VALUES = {"bigint": "7", "text": "'x'", "date": "date '2022-01-01'", "integer": "7"}


@pytest.fixture
def members(shared_warehouse: Settings) -> Iterator[Settings]:
    yield shared_warehouse
    with connect(shared_warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("truncate marts.bridge_household_members_v1")


def join(cursor: Cursor, household_id: int, first: int, until: int | None, *, county_code: str = COUNTY) -> None:
    """Person 1 belongs to the household from the first day of a month of 2022 until that of another."""
    cursor.execute(
        "insert into marts.bridge_household_members_v1"
        " (county_code, household_id, person_id, valid_from, valid_to, known_from) values (%s, %s, 1, %s, %s, now())",
        (county_code, household_id, month_of(first), month_of(until) if until else EVER),
    )


@pytest.mark.parametrize("role", ["publisher", "admin"])
@pytest.mark.parametrize(("first", "until"), [(1, 3), (3, 7), (3, 4), (5, None), (1, None)])
def test_an_overlap_is_refused_whoever_writes_it(members: Settings, role: str, first: int, until: int | None) -> None:
    with connect(members, role, "test") as connection, connection.cursor() as cursor:
        join(cursor, 10, 2, 6)
    with (
        pytest.raises(ExclusionViolation) as refused,
        writing(members, role) as cursor,
    ):
        join(cursor, 11, first, until)
    assert "bridge_household_members_v1" in str(refused.value)
    assert COUNTY not in str(refused.value)


def test_what_meets_and_what_was_closed_may_stand(members: Settings) -> None:
    with connect(members, "publisher", "test") as connection, connection.cursor() as cursor:
        join(cursor, 10, 2, 4)
        join(cursor, 11, 4, None)
        join(cursor, 12, 1, 2)
        join(cursor, 10, 1, None, county_code="341502")  # what another county says is another matter
        cursor.execute(CLOSE, (COUNTY,))
        join(cursor, 13, 1, None)
        cursor.execute(OPEN)
        assert cursor.fetchone() == (2,)


@pytest.mark.parametrize(
    "change",
    [
        "update marts.bridge_household_members_v1 set valid_to = 'infinity' where household_id = 10",
        "update marts.bridge_household_members_v1 set known_to = 'infinity' where household_id = 12",
        "update marts.bridge_household_members_v1 set person_id = 1 where household_id = 13",
        BOTH,
    ],
)
def test_a_change_that_makes_an_overlap_is_refused(members: Settings, change: str) -> None:
    with connect(members, "publisher", "test") as connection, connection.cursor() as cursor:
        join(cursor, 12, 3, 5)
        cursor.execute(CLOSE, (COUNTY,))
        join(cursor, 13, 3, None)
        cursor.execute("update marts.bridge_household_members_v1 set person_id = 2 where household_id = 13")
        join(cursor, 10, 2, 4)
        join(cursor, 11, 4, None)
    with (
        pytest.raises(ExclusionViolation),
        connect(members, "publisher", "test") as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


@pytest.mark.parametrize(("first", "until"), [(3, 3), (4, 3)])
def test_an_interval_without_a_day_is_refused(members: Settings, first: int, until: int) -> None:
    with (
        pytest.raises(CheckViolation),
        connect(members, "admin", "test") as connection,
        connection.cursor() as cursor,
    ):
        join(cursor, 10, first, until)


def test_of_two_writers_at_once_the_second_is_refused(members: Settings) -> None:
    first, second = open_session(members), open_session(members)
    with ThreadPoolExecutor(1) as aside:
        join(first.cursor(), 10, 1, None)
        later = aside.submit(join, second.cursor(), 11, 2, None)
        with connect(members, "admin", "test") as connection, connection.cursor() as cursor:
            while count(cursor, WAITING) == 0:
                assert not later.done(), "the second writer did not wait for the first"
        first.commit()
        with pytest.raises(ExclusionViolation):
            later.result()
    first.close()
    second.close()


def test_a_writer_who_sees_only_the_past_is_refused(members: Settings) -> None:
    session = open_session(members)
    session.set_isolation_level(ISOLATION_LEVEL_REPEATABLE_READ)
    with pytest.raises(FeatureNotSupported):
        join(session.cursor(), 10, 1, None)
    session.close()


@pytest.mark.parametrize("table", STATES, ids=lambda table: table.name)
def test_every_state_is_guarded(shared_warehouse: Settings, table: PublishedTable) -> None:
    types = {"county_code": "text", **dict(table.columns)}
    key = {name: VALUES[types[name]] for name in ("county_code", *table.key)}
    insert = (
        f"insert into {table.table} ({', '.join(key)}, valid_from, valid_to, known_from)"  # noqa: S608 - contracts
        f" values ({', '.join(key.values())}, %s, 'infinity', now())"
    )
    with connect(shared_warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(insert, (month_of(1),))
        cursor.execute("savepoint one")
        with pytest.raises(ExclusionViolation):
            cursor.execute(insert, (month_of(2),))
        cursor.execute("rollback to one")
        with pytest.raises(NotNullViolation):
            cursor.execute(insert.replace(VALUES[types[table.key[0]]], "null"), (month_of(3),))
        connection.rollback()


@contextmanager
def writing(settings: Settings, role: str) -> Iterator[Cursor]:
    """A cursor of the role; an administrator's with ordinary triggers switched off, as only an administrator can."""
    with connect(settings, role, "test") as connection, connection.cursor() as cursor:
        if role == "admin":
            cursor.execute("set session_replication_role = replica")
        yield cursor


def open_session(settings: Settings) -> Connection:
    session: Connection = psycopg2.connect(**parameters(settings, "publisher"))
    return session


def count(cursor: Cursor, query: str) -> int:
    cursor.execute(query)
    return int((cursor.fetchone() or (0,))[0])
