"""Every check of every landing suite is shown able to pass and able to fail, on landed rows."""

import itertools

import pytest

from expectations.landing import rural_revitalization
from shouwang.feeds import feeds
from shouwang.gates.landing_gate import suite_for
from shouwang.gates.validation import BOOLEAN_ONLY, Validator
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.landing_tables import landed_columns, landing_view
from tests.expectations.landed_examples import BROKEN_VALUES, Row, example_delivery, good_rows, insert_rows, spoil
from tests.expectations.validated import assert_fails, find_check

NUMBERS = itertools.count(1)
OF_THE_LEDGER = {"columns_as_declared", "rows_complete"}


def checks_of(feed: str) -> list[str]:
    return [check.name for check in suite_for(example_delivery(feed, 0, good_rows(feed))).checks]


EVERY = [(feed, check) for feed in feeds() for check in checks_of(feed)]
# A check of one name is one piece of code within a department's module: it is broken once there, whatever the feed.
ONCE = {(feeds()[feed].department, check): (feed, check) for feed, check in reversed(EVERY)}
ONE_OF_EACH_DEPARTMENT = sorted({department.department: name for name, department in feeds().items()}.values())


def land(settings: Settings, feed: str, rows: list[Row]) -> int:
    delivery_id = next(NUMBERS)
    with connect(settings, "loader", "test") as connection, connection.cursor() as cursor:
        insert_rows(cursor, feed, delivery_id, rows)
    return delivery_id


@pytest.mark.parametrize("feed", feeds())
def test_a_good_delivery_meets_every_check(judged_warehouse: Settings, validator: Validator, feed: str) -> None:
    rows = good_rows(feed)
    suite = suite_for(example_delivery(feed, land(judged_warehouse, feed, rows), rows))
    assert [name for name, is_met in validator.are_met(suite).items() if not is_met] == []
    assert len(validator.are_met(suite)) == len(suite.checks)


@pytest.mark.parametrize("feed", ONE_OF_EACH_DEPARTMENT)
def test_of_an_empty_delivery_only_the_emptiness_is_said(validator: Validator, feed: str) -> None:
    is_met = validator.are_met(suite_for(example_delivery(feed, next(NUMBERS), [])))
    assert [name for name in is_met if not is_met[name]] == ["not_empty"]


@pytest.mark.parametrize(("feed", "check"), [pair for pair in ONCE.values() if pair[1] not in OF_THE_LEDGER])
def test_a_bad_delivery_fails_the_check(
    judged_warehouse: Settings, validator: Validator, feed: str, check: str
) -> None:
    rows = spoil(check, good_rows(feed))
    suite = suite_for(example_delivery(feed, land(judged_warehouse, feed, rows), rows))
    assert_fails(judged_warehouse, validator, suite, check)


@pytest.mark.parametrize("feed", ONE_OF_EACH_DEPARTMENT)
def test_rows_missing_from_landing_fail(judged_warehouse: Settings, validator: Validator, feed: str) -> None:
    rows = good_rows(feed)
    suite = suite_for(example_delivery(feed, land(judged_warehouse, feed, rows[1:]), rows))
    assert_fails(judged_warehouse, validator, suite, "rows_complete")


@pytest.mark.parametrize("feed", ONE_OF_EACH_DEPARTMENT)
def test_an_undeclared_column_fails(judged_warehouse: Settings, validator: Validator, feed: str) -> None:
    rows = good_rows(feed)
    suite = suite_for(example_delivery(feed, land(judged_warehouse, feed, rows), rows))
    with connect(judged_warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(_with_undeclared_column(feed))
    try:
        assert_fails(judged_warehouse, validator, suite, "columns_as_declared")
    finally:
        with connect(judged_warehouse, "admin", "test") as connection, connection.cursor() as cursor:
            cursor.execute(_as_declared(feed))


def _with_undeclared_column(name: str) -> str:
    if feeds()[name].storage == "rows":
        return f"alter table landing.{name} add column undeclared text"
    columns = ["is_accepted", *(column.name for column in landed_columns(feeds()[name]))]
    return landing_view(feeds()[name], "landing", [*columns, "county_code"])


def _as_declared(name: str) -> str:
    if feeds()[name].storage == "rows":
        return f"alter table landing.{name} drop column undeclared"
    columns = ["is_accepted", *(column.name for column in landed_columns(feeds()[name]))]
    grant = f"grant select on landing.{name} to loader, transformer, publisher"
    return f"drop view landing.{name}; {landing_view(feeds()[name], 'landing', columns)} {grant}"


def test_a_few_households_without_head_only_warn(judged_warehouse: Settings, validator: Validator) -> None:
    rows = [_pair(number) for number in range(1, 401)]
    rows[0]["relation_code"] = "son"
    delivery = example_delivery("household_register", land(judged_warehouse, "household_register", rows), rows)
    is_met = validator.are_met(rural_revitalization.build_suite(delivery))
    assert {name: is_met[name] for name in ("one_head", "one_head_mostly")} == {
        "one_head": False,
        "one_head_mostly": True,
    }


def _pair(number: int) -> Row:
    template = good_rows("household_register")[(number - 1) % 2]
    return template | {"row_number": number, "person_id": number, "household_id": (number + 1) // 2}


def test_no_value_of_a_row_comes_back(judged_warehouse: Settings, validator: Validator) -> None:
    canary = "金丝雀病" * 12
    rows = [row | {"illness_name": canary} for row in good_rows("health_major_illnesses")]
    delivery_id = land(judged_warehouse, "health_major_illnesses", rows)
    suite = suite_for(example_delivery("health_major_illnesses", delivery_id, rows))
    batch, _ = find_check(suite, "illness_name_length")
    found = dict(validator.results(batch, BOOLEAN_ONLY))
    assert not found["illness_name_length"].success
    assert canary not in str([result.to_json_dict() for result in found.values()])


def test_every_check_says_for_whose_sake_and_who_mends() -> None:
    for feed in feeds():
        for check in suite_for(example_delivery(feed, 0, good_rows(feed))).checks:
            assert len(check.concern.because) >= 10, check.name
            assert check.concern.mender, check.name
            assert check.expectation.severity == check.concern.severity, check.name


def test_no_bad_example_is_left_over() -> None:
    assert set(BROKEN_VALUES) <= {check for _, check in EVERY}
