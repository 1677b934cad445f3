"""What is planted for every rule of a pack: just inside, just outside and beside it; see ``plantings.yml``."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from shouwang.feeds import Feed
from shouwang.feeds.declarations import Declaration
from shouwang.policies import Rule
from shouwang.simulation.shocks import shock_of

# How the amount of a case lies against a limit, and which ways of comparing find it.
FOUND_BY = {"over": {"over", "at_least"}, "at": {"at_least"}, "under": {"under"}}

Amount = tuple[Decimal, Decimal]


class Planting(Declaration):
    """One case; an amount is [times the limit, plus yuan]."""

    case: str
    amounts: tuple[Amount, ...] = ()
    lies: Literal["over", "at", "under"] | None = None
    attribute: Literal["counted", "other"] | None = None
    written: Literal["elsewhere", "stranger"] | None = None
    is_found: bool | None = None

    def is_found_by(self, rule: Rule) -> bool:
        """Whether ``rule`` must find the case: said outright, or by how it compares."""
        if self.is_found is not None or not (rule.threshold and self.lies):
            return bool(self.is_found)
        return rule.threshold.operator in FOUND_BY[self.lies]


@cache
def plantings() -> dict[str, tuple[Planting, ...]]:
    """Every case by the kind of rules that have it."""
    document = yaml.safe_load((Path(__file__).parent / "plantings.yml").read_text(encoding="utf-8"))
    return {kind: tuple(Planting.model_validate(case) for case in cases) for kind, cases in document.items()}


def plantings_of(rule: Rule, feed: Feed) -> list[Planting]:
    """The cases of one rule of the list ``feed``."""
    is_summed = bool(rule.threshold) and rule.basis == "person_month"
    kinds = {
        "limit": bool(rule.threshold),
        "sum": is_summed,
        "shared": is_summed and feed.subject == "person",
        "refund": is_summed and shock_of(feed.feed).refunds,
        "kind": bool(rule.attributes),
        "record": True,
    }
    return [case for kind, is_of_rule in kinds.items() if is_of_rule for case in plantings()[kind]]
