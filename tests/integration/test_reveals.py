"""Seeing an identity: one at a time, with a reason, never without a row in a log that shows every change."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg2
import pytest
from psycopg2.errors import InsufficientPrivilege, RaiseException

from shouwang.settings import Settings
from shouwang.vault.limits import limits
from shouwang.vault.reveal_log import check_reveals
from shouwang.vault.revealing import reveal
from shouwang.warehouse import connect, migrate
from shouwang.warehouse.connection import parameters
from tests.conftest import MakeWarehouse
from tests.integration import hand_made_people
from tests.integration.hand_made_people import land_register

REASON = "入户核查前电话联系"


@pytest.fixture
def register(warehouse: Settings) -> Settings:
    """A warehouse with two months' registers of the same people, one with another telephone."""
    land_register(warehouse, date(2022, 1, 1))
    newer = [(*person[:5], "13900000009" if person[3] == "石敢当" else person[5]) for person in hand_made_people.PEOPLE]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(hand_made_people, "PEOPLE", newer)
        land_register(warehouse, date(2022, 2, 1))
    return warehouse


@pytest.fixture(scope="module")
def shared_register(make_warehouse: MakeWarehouse) -> Settings:
    """One for the tests that ask and change nothing else."""
    settings = make_warehouse()
    land_register(settings, date(2022, 1, 1))
    return settings


@pytest.fixture(scope="module")
def shared_log(make_warehouse: MakeWarehouse) -> Settings:
    """Three rows of the log, for the tests that leave it as it was."""
    settings = make_warehouse()
    land_register(settings, date(2022, 1, 1))
    for person in (11, 31, 41):
        reveal(settings, person, REASON)
    return settings


@pytest.fixture
def officer(shared_register: Settings) -> Iterator[Any]:
    """A connection of an officer who types SQL."""
    connection = psycopg2.connect(**parameters(shared_register, "county_officer"))
    yield connection
    connection.close()


def log(settings: Settings) -> list[tuple[Any, ...]]:
    return change(settings, "select asked_by, person_id, reason, is_known from vault.reveals order by reveal_number")


def change(settings: Settings, *statements: str) -> list[tuple[Any, ...]]:
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_the_newest_that_is_known_is_shown_and_written_down(register: Settings) -> None:
    found = reveal(register, 31, REASON)
    assert found is not None
    assert (found.person_name, found.id_number, found.phone) == ("石敢当", "110101197001010044", "13900000009")
    assert reveal(register, 99, REASON) is None
    assert log(register) == [("county_officer", 31, REASON, True), ("county_officer", 99, REASON, False)]


def test_nothing_is_shown_before_the_request_is_committed(shared_register: Settings, officer: Any) -> None:
    before = log(shared_register)
    with officer.cursor() as cursor:
        cursor.execute("savepoint a")
        cursor.execute("select vault.request_reveal(31, %s)", (REASON,))
        (number,) = cursor.fetchone()
        cursor.execute("release savepoint a")
        with pytest.raises(RaiseException, match="还没有提交"):
            cursor.execute("select * from vault.reveal(%s)", (number,))
    officer.rollback()
    assert log(shared_register) == before
    with officer.cursor() as cursor, pytest.raises(RaiseException, match="没有 county_officer 的第"):
        cursor.execute("select * from vault.reveal(%s)", (number,))


def test_both_steps_at_once_are_two_transactions(shared_register: Settings, officer: Any) -> None:
    call = "call vault.reveal(41, %s, null, null, null, null)"
    with officer.cursor() as cursor, pytest.raises(psycopg2.errors.InvalidTransactionTermination):
        cursor.execute(call, (REASON,))
    officer.rollback()
    officer.autocommit = True
    with officer.cursor() as cursor:
        cursor.execute(call, (REASON,))
        assert cursor.fetchone()[:2] == ("江流儿", "110101198001010066")
    assert log(shared_register)[-1] == ("county_officer", 41, REASON, True)


@pytest.mark.parametrize("reason", ["", "   \n　", "核查"])
def test_a_reason_is_needed(shared_register: Settings, reason: str) -> None:
    before = log(shared_register)
    with pytest.raises(ValueError, match="查看理由不足 6 个字"):
        reveal(shared_register, 31, reason)
    assert log(shared_register) == before


@pytest.mark.parametrize(
    "statement",
    [
        "select * from vault.household_register",
        "select * from vault.known_identities",
        "select * from vault.reveals",
        "insert into vault.reveals select 1",
        "select * from landing.household_register",
        "select * from ops.deliveries",
    ],
)
def test_an_officer_has_no_table_of_the_vault(officer: Any, statement: str) -> None:
    with officer.cursor() as cursor, pytest.raises(InsufficientPrivilege):
        cursor.execute(statement)


@pytest.mark.parametrize("role", ["analyst", "dashboard", "township", "transformer", "publisher", "loader"])
def test_nobody_else_may_ask(shared_register: Settings, role: str) -> None:
    with pytest.raises(PermissionError):
        reveal(shared_register, 31, REASON, role)


def test_another_officers_request_answers_nobody_else(shared_register: Settings, officer: Any) -> None:
    database = shared_register.warehouse_database
    change(
        shared_register,
        "drop role if exists officer_wang",
        "create role officer_wang login password 'wang' in role county_officer",
        f"grant connect on database {database} to officer_wang",
    )
    wang = psycopg2.connect(
        **{**parameters(shared_register, "county_officer"), "user": "officer_wang", "password": "wang"}
    )
    with wang, wang.cursor() as cursor:
        cursor.execute("select vault.request_reveal(31, %s)", (REASON,))
        (number,) = cursor.fetchone() or (0,)
    wang.close()
    assert log(shared_register)[-1][:2] == ("officer_wang", 31)
    with officer.cursor() as cursor, pytest.raises(RaiseException, match="没有 county_officer 的第"):
        cursor.execute("select * from vault.reveal(%s)", (number,))


def test_an_officer_has_so_many_a_day(register: Settings) -> None:
    change(register, "update vault.reveal_limits set per_officer_and_day = 2")
    assert reveal(register, 31, REASON)
    assert reveal(register, 41, REASON)
    with pytest.raises(ValueError, match="今天已查看 2 次，达到每人每天 2 次的上限"):
        reveal(register, 11, REASON)
    migrate(register)
    assert change(register, "select per_officer_and_day from vault.reveal_limits") == [(limits().per_officer_and_day,)]


@pytest.mark.parametrize(
    "tampering",
    [
        "update vault.reveals set person_id = 12 where reveal_number = 2",
        "update vault.reveals set reason = '' where reveal_number = 1",
        "update vault.reveals set asked_by = 'nobody' where reveal_number = 3",
        "update vault.reveals set is_known = not is_known where reveal_number = 3",
        "update vault.reveals set asked_at = asked_at - interval '1 day' where reveal_number = 2",
        "delete from vault.reveals where reveal_number = 2",
        "delete from vault.reveals where reveal_number = 3",
        "truncate vault.reveals",
    ],
)
def test_every_change_of_the_log_is_seen(shared_log: Settings, tampering: str) -> None:
    sound = check_reveals(shared_log)
    assert (sound.row_count, sound.problem) == (3, "")
    for role in ("admin", "loader", "data_protection"):
        refused = pytest.raises((RaiseException, InsufficientPrivilege))
        with refused, connect(shared_log, role, "test") as connection, connection.cursor() as cursor:
            cursor.execute(tampering)
    assert check_reveals(shared_log) == sound
    unguarded = "set session_replication_role = replica"
    change(shared_log, unguarded, "create table public.kept as select * from vault.reveals", tampering)
    assert check_reveals(shared_log).problem
    change(
        shared_log,
        unguarded,
        "truncate vault.reveals",
        "insert into vault.reveals select * from public.kept",
        "drop table public.kept",
    )


def test_rows_of_one_s_own_making_are_refused(shared_register: Settings) -> None:
    forged = "insert into vault.reveals select 999, now(), 'x', 1, 'forged', true, pg_current_xact_id(), 'x'"
    for role in ("loader", "data_protection"):
        with (
            pytest.raises(RaiseException),
            connect(shared_register, role, "test") as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(forged)
