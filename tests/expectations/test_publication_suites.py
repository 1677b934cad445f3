"""Every check of every publication suite is shown able to pass and able to fail, on a built month."""

from collections.abc import Iterator

import pytest

from shouwang.gates.checks import GateSuite
from shouwang.gates.publication_gate import suites_for
from shouwang.gates.validation import Validator
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import published_tables
from tests.expectations.built_examples import (
    BROKEN,
    BUILD,
    HANDED_OUT,
    SCHEMA,
    TABLE_OF,
    change,
    enter_ledger,
    fill_schema,
    make_schema,
    remove,
    spoil,
)
from tests.expectations.validated import assert_fails

SUITES: dict[str, GateSuite] = {suite.name: suite for suite in suites_for(BUILD)}
REFERRED_BEFORE = """
insert into marts.fct_household_risk_months_v1 (county_code, month, household_id, rule_code, person_id, known_from)
values ('411024', '2021-12-01', 1, 'dibao_granted', 11, '2022-01-20');
insert into marts.fct_open_risk_months_v1 (county_code, month, household_id, rule_code, person_id, known_from)
values ('411024', '2021-12-01', 99, 'dibao_granted', 991, '2022-01-20');
insert into marts.fct_household_status_months_v1
    (county_code, month, household_id, status_code, referred_month, answered_month, known_from)
values ('411024', '2021-12-01', 99, 'checking', '2021-12-01', '2021-12-01', '2022-01-20');
"""
EVERY = [(suite.name, check.name) for suite in SUITES.values() for check in suite.checks]


@pytest.fixture(scope="module")
def ledger(judged_warehouse: Settings) -> Settings:
    """The build in the ledger, and household 1 referred in December already."""
    with connect(judged_warehouse, "transformer", "test") as connection, connection.cursor() as cursor:
        enter_ledger(cursor)
    with connect(judged_warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(REFERRED_BEFORE)
        cursor.execute(HANDED_OUT)
    return judged_warehouse


@pytest.fixture
def built(ledger: Settings) -> Iterator[Settings]:
    """The month in which all is well, fresh for every test."""
    with connect(ledger, "transformer", "test") as connection, connection.cursor() as cursor:
        make_schema(cursor)
        fill_schema(cursor)
    yield ledger
    with connect(ledger, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute(f"drop schema {SCHEMA} cascade")


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("suite", SUITES)
def test_a_good_build_meets_every_check(validator: Validator, suite: str) -> None:
    is_met = validator.are_met(SUITES[suite])
    assert [name for name in is_met if not is_met[name]] == []
    assert set(is_met) == {check.name for check in SUITES[suite].checks}


@pytest.mark.parametrize(("suite", "check"), EVERY)
def test_a_bad_build_fails_the_check(built: Settings, validator: Validator, suite: str, check: str) -> None:
    with connect(built, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute(spoil(suite, check))
    assert_fails(built, validator, SUITES[suite], check)


def test_few_signals_without_household_only_warn(built: Settings, validator: Validator) -> None:
    with connect(built, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute(remove("fct_signals", "household_id > 4"))
        cursor.execute(change("fct_signals", "is_matched = false", "household_id <= 3"))
    is_met = validator.are_met(SUITES["signals"])
    assert (is_met["matched_share_bearable"], is_met["matched_share_usual"]) == (True, False)


def test_every_published_table_is_judged() -> None:
    assert set(TABLE_OF.values()) == {table.name for table in published_tables()}
    assert set(TABLE_OF) == set(SUITES)


def test_every_check_says_for_whose_sake_and_who_mends() -> None:
    for suite in SUITES.values():
        for check in suite.checks:
            assert len(check.concern.because) >= 10, check.name
            assert check.concern.mender, check.name
            assert check.expectation.severity == check.concern.severity, check.name


def test_no_bad_example_is_left_over() -> None:
    assert set(BROKEN) <= set(EVERY)
