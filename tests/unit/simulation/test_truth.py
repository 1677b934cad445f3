"""The truth agrees with the population, with the pack and with itself."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from shouwang.feeds import feed
from shouwang.simulation import Plan
from shouwang.simulation.rows import Row
from shouwang.simulation.truth import facts, household_numbers

from .conftest import FEBRUARY, JANUARY, Simulated


@pytest.mark.parametrize("month", [JANUARY, FEBRUARY])
def test_facts_name_their_household_and_are_sorted(county: Simulated, people: pl.DataFrame, month: date) -> None:
    told = county.facts(month)
    where = {row["id_number"]: row for row in people.iter_rows(named=True)}
    assert told == sorted(told)
    for fact in told:
        assert fact.county_code == county.plan.county_code
        assert fact.month == f"{month:%Y-%m}"
        assert fact.signal == feed(fact.feed).signal
        if fact.row_state != "unmatched":
            person = where[fact.subject_id_number]
            for name in ("household_number", "head_id_number", "township_code", "village_code"):
                assert getattr(fact, name) == person[name]
            assert not person["is_calm"]


def test_only_clean_facts_are_covered_and_say_by_which_rule(larger: Plan, larger_rows: list[Row]) -> None:
    rules = {rule.rule for rule in larger.pack.rules}
    told = facts(larger.county_code, larger.pack, JANUARY, larger_rows)
    for fact in told:
        assert (fact.is_covered == "true") == bool(fact.rule)
        assert not fact.rule or fact.rule in rules
        assert fact.row_state == "clean" or not fact.rule
    assert {(fact.row_state, fact.is_covered) for fact in told} == {
        ("clean", "true"),
        ("clean", "false"),
        ("broken", "false"),
        ("unmatched", "false"),
    }


def test_settlements_are_covered_by_their_clean_sum(larger: Plan, larger_rows: list[Row]) -> None:
    sums: dict[str, Decimal] = {}
    told = facts(larger.county_code, larger.pack, JANUARY, larger_rows)
    medical = [f for f in told if f.feed == "medical_insurance_settlements" and f.row_state == "clean"]
    for fact in medical:
        sums[fact.subject_id_number] = sums.get(fact.subject_id_number, Decimal(0)) + Decimal(fact.value_amount)
    assert Decimal(10000) in sums.values()
    assert len(sums) < len(medical)
    for fact in medical:
        assert (fact.is_covered == "true") == (sums[fact.subject_id_number] > 10000)


def test_the_truth_lies_beside_the_inbox_and_knows_every_household(county: Simulated) -> None:
    assert not [path for path in county.inbox.rglob("*") if "truth" in path.name or path.name == "households.csv"]
    assert len(set(household_numbers(county.truth, county.plan.county_code).values())) == county.plan.household_count
    assert county.truth.is_dir()
