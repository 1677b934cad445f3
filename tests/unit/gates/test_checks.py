"""Checks as they are declared."""

import subprocess
import sys
from datetime import date

import pytest

from shouwang.gates.checks import Batch, Concern, GateSuite, given, never_matching, within
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import dated_within, month_end

CONCERN = Concern("为了某户", "残联", "warning")


def test_two_checks_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="household_id_given"):
        GateSuite("twice", (Batch("rows", "select 1", (given("household_id", CONCERN),) * 2),))


def test_an_open_bound_is_not_looked_at() -> None:
    assert within("born", (None, date(2022, 1, 1)), CONCERN).failing_rows == (
        "select row_reference from {batch} where born > date '2022-01-01'"
    )


def test_braces_of_a_pattern_stay_a_pattern() -> None:
    check = never_matching("reason", "[0-9]{15}", CONCERN, name="private")
    assert check.failing_rows
    assert check.failing_rows.format(batch="rows") == "select row_reference from rows where reason ~ '[0-9]{15}'"


def test_severity_and_reason_are_the_expectations_own() -> None:
    check = given("household_id", CONCERN)
    assert (check.expectation.severity, check.expectation.notes) == ("warning", "为了某户")


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (date(2022, 1, 1), date(2022, 1, 31)),
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2022, 12, 1), date(2022, 12, 31)),
    ],
)
def test_the_last_day_of_a_month(month: date, last: date) -> None:
    assert month_end(month) == last


@pytest.mark.parametrize(("months", "first"), [(0, "2022-01-01"), (1, "2021-12-01"), (13, "2020-12-01")])
def test_how_far_back_a_date_may_lie(months: int, first: str) -> None:
    delivery = LandedDelivery(1, "411024", date(2022, 1, 1), "police_accidents", "landed", "a.csv", 1, 1, 0)
    check = dated_within("accident_date", months, delivery)
    assert f"“事故日期”应在{first}至2022-01-31之间" in check.concern.because
    assert f"accident_date < date '{first}'" in str(check.failing_rows)


def test_importing_the_gates_is_cheap_and_turns_analytics_off() -> None:
    program = (
        "import os, sys, shouwang.gates; print('great_expectations' in sys.modules, os.environ['GX_ANALYTICS_ENABLED'])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - a fresh interpreter
    assert done.stdout.split() == ["False", "false"]
