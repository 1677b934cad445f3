"""What is planted says itself what must be found; the truth, reckoned from the pack's words on its own, agrees."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from shouwang.feeds import feed
from shouwang.localities.plans import localities
from shouwang.simulation import Plan, simulate
from shouwang.simulation.county import month_rows
from shouwang.simulation.plantings import Planting, plantings_of
from shouwang.simulation.population import populate
from shouwang.simulation.truth import Fact, facts

from .conftest import COUNTY, FEBRUARY, JANUARY
from .test_determinism import digests

SEPTEMBER = 9


@cache
def planted(policy: str) -> tuple[Plan, list[Fact]]:
    """A plan of one September, and the facts of what was planted in it."""
    year = localities()[policy].plan(12, 300, 5)
    (month,) = (month for month in year.months if month.month == SEPTEMBER)
    plan = Plan(year.county_code, month, month, 300, 5, every_list=True)
    told = facts(plan.county_code, plan.pack, month, month_rows(plan, month, populate(plan)))
    return plan, [fact for fact in told if fact.case]


@pytest.mark.parametrize("policy", localities())
def test_the_truth_covers_what_was_planted_to_be_found_and_nothing_else(policy: str) -> None:
    plan, told = planted(policy)
    for rule in plan.pack.rules:
        cases: dict[str, Planting] = {case.case: case for case in plantings_of(rule, feed(rule.feed))}
        own = [fact for fact in told if fact.feed == rule.feed]
        assert {fact.case for fact in own} == set(cases)
        for fact in own:
            assert (fact.rule == rule.rule) == cases[fact.case].is_found_by(rule), fact


@pytest.mark.parametrize("policy", localities())
def test_every_case_has_a_household_of_its_own(policy: str) -> None:
    _, told = planted(policy)
    cases: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in told:
        if fact.household_number:
            cases[fact.feed, fact.household_number].add(fact.case)
    assert [place for place, found in cases.items() if len(found) > 1] == []


def test_every_list_comes_out_the_same_again(tmp_path: Path) -> None:
    plan = Plan(COUNTY, JANUARY, FEBRUARY, 250, 3, every_list=True)
    for name in ("first", "second"):
        simulate(plan, tmp_path / name / "inbox", tmp_path / name / "truth")
    assert digests(tmp_path / "first") == digests(tmp_path / "second")


def test_too_few_households_are_refused(tmp_path: Path) -> None:
    plan = Plan(COUNTY, JANUARY, JANUARY, 12, 3, every_list=True)
    with pytest.raises(ValueError, match="请增加户数"):
        simulate(plan, tmp_path / "inbox", tmp_path / "truth")
