"""The publishing transaction on a real warehouse: differences only, whole or not at all, in any order."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import psycopg2
import pytest
from psycopg2 import sql

from shouwang.build import Fenced, NoRegister, find_build, prepare
from shouwang.build.newest import discard_builds
from shouwang.publication import NotPassed, fingerprint, later_published_months, publish
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import published_tables
from tests.conftest import MakeWarehouse
from tests.integration.hand_made_builds import COUNTY, Rows, accept_register, make_build, month_of

JANUARY, FEBRUARY, MARCH = month_of(1), month_of(2), month_of(3)
RULE = {"rule_code": "dangerous_house_listed", "person_id": 11}


def ask(settings: Settings, statement: str, *bound: object) -> list[tuple[Any, ...]]:
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(statement, bound)
        return cursor.fetchall()


def rows_for(value: int, villages: Sequence[str] = ("411024100001",)) -> Rows:
    return {
        "fct_household_risk_months": [{**RULE, "household_id": 1, "value_amount": value, "threshold_amount": 10000}],
        "rpt_township_referrals": [{"household_id": 1, "list_position": 1, "subject_person_ids": [11]}],
        "dim_households": [
            {"household_id": number, "village_code": village} for number, village in enumerate(villages, start=1)
        ],
    }


@pytest.fixture
def ready(warehouse: Settings) -> Settings:
    accept_register(warehouse, JANUARY)
    return warehouse


def test_no_register_no_build(warehouse: Settings) -> None:
    with pytest.raises(NoRegister, match="花名册"):
        prepare(warehouse, COUNTY, JANUARY)
    assert ask(warehouse, "select * from ops.builds") == []


def test_a_build_knows_the_newest_accepted_deliveries_up_to_its_month(warehouse: Settings) -> None:
    accept_register(warehouse, JANUARY)
    newer = accept_register(warehouse, JANUARY, revision=2)
    later = accept_register(warehouse, MARCH)
    builds = [prepare(warehouse, COUNTY, month) for month in (JANUARY, FEBRUARY, MARCH)]
    pinned = [
        ask(warehouse, "select delivery_id from ops.build_inputs where build_id = %s", b.build_id) for b in builds
    ]
    assert pinned == [[(newer,)], [(newer,)], [(later,)]]


def test_the_first_publication_opens_every_row(ready: Settings) -> None:
    build = make_build(ready, JANUARY, rows_for(12000))
    done = publish(ready, build.build_id)
    assert (done.version, done.is_changed) == (1, True)
    assert {name: count for name, count in done.changed_row_counts.items() if count} == {
        "dim_households": 1,
        "fct_household_risk_months": 1,
        "rpt_township_referrals": 1,
    }
    assert ask(ready, "select state_code from ops.builds") == [("published",)]
    assert ask(ready, "select feed, data_month, delivery_id from ops.publication_inputs") == [
        ("household_register", JANUARY, 20220101)
    ]


def test_publishing_again_returns_what_it_did_the_first_time(ready: Settings) -> None:
    build = make_build(ready, JANUARY, rows_for(12000))
    first = publish(ready, build.build_id)
    discard_builds(ready, build.county_code, JANUARY)
    assert publish(ready, build.build_id) == first


def test_a_run_that_changes_nothing_writes_nothing(ready: Settings) -> None:
    first = publish(ready, make_build(ready, JANUARY, rows_for(12000)).build_id)
    again = publish(ready, make_build(ready, JANUARY, rows_for(12000)).build_id)
    assert (again.version, again.is_changed, again.fingerprint) == (1, False, first.fingerprint)
    assert set(again.changed_row_counts.values()) == {0}
    assert ask(ready, "select count(*) from ops.publications") == [(1,)]
    assert ask(ready, "select count(*) from marts.dim_households_v1") == [(1,)]


def test_a_correction_keeps_what_was_known_before(ready: Settings) -> None:
    publish(ready, make_build(ready, JANUARY, rows_for(12000)).build_id)
    done = publish(ready, make_build(ready, JANUARY, rows_for(15000)).build_id)
    assert (done.version, done.changed_row_counts["fct_household_risk_months"]) == (2, 2)
    known = ask(
        ready,
        "select p.version, r.value_amount from ops.publications p join marts.fct_household_risk_months_v1 r "
        "on r.known_from <= p.published_at and p.published_at < r.known_to order by p.version",
    )
    assert known == [(1, 12000), (2, 15000)]
    assert ask(ready, "select value_amount from marts.fct_household_risk_months") == [(15000,)]


def test_an_empty_month_is_published_once(ready: Settings) -> None:
    assert publish(ready, make_build(ready, JANUARY, {}).build_id).is_changed
    assert not publish(ready, make_build(ready, JANUARY, {}).build_id).is_changed


@pytest.mark.parametrize("state_code", ["prepared", "built", "stopped"])
def test_what_did_not_pass_its_gate_does_not_leave(ready: Settings, state_code: str) -> None:
    build = make_build(ready, JANUARY, rows_for(12000), state_code)
    with pytest.raises(NotPassed, match="质量关"):
        publish(ready, build.build_id)
    assert ask(ready, "select count(*) from marts.fct_household_risk_months_v1") == [(0,)]


def test_an_older_run_is_fenced_off_and_its_schema_cleared(ready: Settings) -> None:
    ghost = make_build(ready, JANUARY, rows_for(99))
    newer = make_build(ready, JANUARY, rows_for(12000))
    with pytest.raises(Fenced, match="取代"):
        publish(ready, ghost.build_id)
    assert ask(
        ready, "select to_regnamespace(%s)::text, to_regnamespace(%s)::text", ghost.schema_name, newer.schema_name
    ) == [(None, newer.schema_name)]
    publish(ready, newer.build_id)
    assert ask(ready, "select value_amount from marts.fct_household_risk_months") == [(12000,)]


def test_a_failure_in_the_middle_leaves_the_month_as_it_was(ready: Settings) -> None:
    publish(ready, make_build(ready, JANUARY, rows_for(12000)).build_id)
    before = fingerprint(ready, COUNTY, [JANUARY])
    build = make_build(ready, JANUARY, rows_for(15000))
    last = published_tables()[-1].name
    with connect(ready, "transformer", "test") as connection, connection.cursor() as cursor:
        name = sql.Identifier(build.schema_name, last)
        cursor.execute(sql.SQL("revoke select on {} from publisher").format(name))
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        publish(ready, build.build_id)
    assert fingerprint(ready, COUNTY, [JANUARY]) == before
    assert ask(ready, "select count(*) from marts.fct_household_risk_months_v1") == [(1,)]
    with connect(ready, "publisher", "test") as connection, connection.cursor() as cursor:
        assert find_build(cursor, build.build_id).state_code == "passed"


MONTHS: dict[date, Rows] = {
    JANUARY: rows_for(12000, ["411024100001", "411024100002"]),
    FEBRUARY: rows_for(13000, ["411024100001"]),
    MARCH: rows_for(12000, ["411024100002", "411024100002", "411024100003"]),
}


def publish_in_order(settings: Settings, order: Sequence[date]) -> str:
    accept_register(settings, JANUARY)
    for month in order:
        publish(settings, make_build(settings, month, MONTHS[month]).build_id)
    return fingerprint(settings, COUNTY, MONTHS)


def test_the_order_of_publishing_does_not_show(make_warehouse: MakeWarehouse) -> None:
    orders = [[JANUARY, FEBRUARY, MARCH], [MARCH, JANUARY, FEBRUARY], [FEBRUARY, MARCH, JANUARY, FEBRUARY]]
    assert len({publish_in_order(make_warehouse(), order) for order in orders}) == 1


def test_months_published_at_the_same_moment_do_not_tear_the_states(ready: Settings) -> None:
    builds = [make_build(ready, month, MONTHS[month]).build_id for month in MONTHS]
    with ThreadPoolExecutor(len(builds)) as pool:
        assert all(done.is_changed for done in pool.map(lambda build_id: publish(ready, build_id), builds))
    overlaps = ask(
        ready,
        "select count(*) from marts.dim_households a join marts.dim_households b on a.household_id = b.household_id "
        "and a.valid_from < b.valid_from and b.valid_from < a.valid_to",
    )
    assert overlaps == [(0,)]
    assert later_published_months(ready, COUNTY, JANUARY) == [FEBRUARY, MARCH]
    at_once = fingerprint(ready, COUNTY, MONTHS)
    for month in reversed(MONTHS):
        assert not publish(ready, make_build(ready, month, MONTHS[month]).build_id).is_changed
    assert fingerprint(ready, COUNTY, MONTHS) == at_once
