"""What is assumed of warnings, and who is in need by it; see ``assumptions.yml``."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import yaml
from pydantic import Field

from shouwang.feeds.declarations import Declaration
from shouwang.simulation.plan import Plan
from shouwang.simulation.shocks import BAD_MONTH_SHARE
from shouwang.simulation.truth import Fact

Odds = npt.NDArray[np.float64]
STEPS = 60  # halvings in search of the log-odds that give the yield


class Assumption(Declaration):
    """How warnings differ; see ``assumptions.yml``."""

    name: str
    label: str
    rules: float = Field(ge=0)
    townships: float = Field(ge=0)
    trouble: float = Field(ge=1)


class Assumptions(Declaration):
    """All of them, with the yield they share and the first month of the trial."""

    yield_share: float = Field(alias="yield", gt=0, lt=1)
    first_month: date
    assumptions: tuple[Assumption, ...]


class Warned(NamedTuple):
    """A household that a rule warns of in a month (YYYY-MM)."""

    month: str
    township_code: str
    household_number: str
    rule: str


@cache
def assumptions() -> Assumptions:
    """What ``assumptions.yml`` says."""
    text = (Path(__file__).parent / "assumptions.yml").read_text(encoding="utf-8")
    return Assumptions.model_validate(yaml.safe_load(text))


def warnings_of(facts: Iterable[Fact]) -> list[Warned]:
    """Every single warning of the months, in order; a household has one of each rule that covers it."""
    found = {
        Warned(fact.month, fact.township_code, fact.household_number, rule)
        for fact in facts
        for rule in fact.rule.split("|")
        if rule
    }
    return sorted(found)


def in_need(plan: Plan, assumed: Assumption, warned: Sequence[Warned], yield_share: float) -> set[Warned]:
    """The warnings that are right: drawn one by one at odds that differ as assumed and give the yield on the whole."""
    rules = _differing(plan, "rules", {one.rule for one in warned}, assumed.rules)
    townships = _differing(plan, "townships", {one.township_code for one in warned}, assumed.townships)
    troubled = _troubled(plan)
    odds = np.array(
        [
            rules[one.rule]
            + townships[one.township_code]
            + np.log(assumed.trouble) * ((one.month, one.household_number) in troubled)
            for one in warned
        ]
    )
    shares = _logistic(odds + _level(odds, yield_share))
    luck = plan.chance("in need").random(len(warned))
    return {one for one, is_right in zip(warned, luck < shares, strict=True) if is_right}


def _differing(plan: Plan, what: str, names: set[str], spread: float) -> Mapping[str, float]:
    """Name to log-odds, from the stream of chance called ``what`` and the name."""
    return {name: spread * float(plan.chance("yield", what, name).normal()) for name in sorted(names)}


def _troubled(plan: Plan) -> set[tuple[str, str]]:
    """Month and number of the households on which several things fall in that month; see ``shocks.exposed``."""
    return {
        (f"{month:%Y-%m}", f"{plan.county_code}{place + 1:08d}")
        for month in plan.months
        for place in np.flatnonzero(
            plan.chance("luck", f"{month:%Y-%m}").random(plan.household_count) < BAD_MONTH_SHARE
        )
    }


def _level(odds: Odds, yield_share: float) -> float:
    low, high = -30.0, 30.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _logistic(odds + middle).mean() < yield_share else (low, middle)
    return low


def _logistic(odds: Odds) -> Odds:
    shares: Odds = 1 / (1 + np.exp(-odds))
    return shares
