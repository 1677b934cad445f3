"""Who is in need by what is assumed: the yield is the same under every assumption, what differs is where it lies."""

from collections import Counter
from datetime import date

import pytest

from shouwang.simulation import Plan
from shouwang.yields.assumptions import Assumption, Warned, assumptions, in_need
from shouwang.yields.trial import Found

PLAN = Plan("341502", date(2022, 1, 1), date(2022, 2, 1), 40_000, 7)
RULES, TOWNSHIPS = [f"rule_{number}" for number in range(20)], [f"341502{number}" for number in range(100, 110)]
WARNED = sorted(
    Warned("2022-01", TOWNSHIPS[number % 10], f"341502{number + 1:08d}", rule)
    for number in range(4000)
    for rule in (RULES[number % 20], RULES[(number // 20) % 20])
)


@pytest.mark.parametrize("assumed", assumptions().assumptions, ids=lambda one: one.name)
def test_the_yield_is_that_which_was_published_whatever_is_assumed(assumed: Assumption) -> None:
    right = in_need(PLAN, assumed, WARNED, assumptions().yield_share)
    share = len(right) / len(set(WARNED))
    assert right <= set(WARNED)
    assert share == pytest.approx(assumptions().yield_share, abs=0.005)
    assert right == in_need(PLAN, assumed, list(WARNED), assumptions().yield_share)


def test_rules_differ_only_where_that_is_assumed() -> None:
    def most(name: str) -> float:
        (assumed,) = (one for one in assumptions().assumptions if one.name == name)
        right = Counter(one.rule for one in in_need(PLAN, assumed, WARNED, 0.2))
        warned = Counter(one.rule for one in WARNED)
        return max(right[rule] / warned[rule] for rule in RULES)

    assert most("usual") > 0.4
    assert most("alike") < 0.28


def test_an_unordered_list_confirms_its_yield_and_none_is_no_factor() -> None:
    found = Found(visits=100, confirmed=9, warnings=1000, right=20)
    assert (found.unordered, found.factor) == (2.0, 4.5)
    assert (Found(0, 0, 0, 0).unordered, Found(0, 0, 0, 0).factor) == (0.0, 0.0)
