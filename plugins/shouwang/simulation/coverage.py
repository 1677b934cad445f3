"""Which rules of a pack cover what befell one person in one month, reckoned here on its own from the pack's words."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shouwang.policies import Pack, Rule


@dataclass(frozen=True)
class Record:
    """One clean row about the person: which feed says what, how much (yuan) and of what kind."""

    feed: str
    signal: str
    value: Decimal | None = None
    attribute: str | None = None


def covered_rules(pack: Pack, month: date, records: Sequence[Record]) -> tuple[tuple[str, ...], ...]:
    """The rules that cover each of the records of one person in ``month``, in the order of the pack.

    A rule of basis ``person_month`` compares the sum of the person's amounts, one of basis ``record`` each amount.
    LookupError when a parameter has no value yet in ``month``.
    """
    found: list[list[str]] = [[] for _ in records]
    for rule in pack.rules:
        counted = [place for place, record in enumerate(records) if _is_of(pack, rule, record)]
        for place in _over_threshold(pack, rule, month, {place: records[place].value for place in counted}):
            found[place].append(rule.rule)
    return tuple(tuple(rules) for rules in found)


def _is_of(pack: Pack, rule: Rule, record: Record) -> bool:
    attributes = pack.attributes_of(rule)
    same = (record.feed, record.signal) == (rule.feed, rule.signal)
    return same and (not attributes or record.attribute in attributes)


def _over_threshold(pack: Pack, rule: Rule, month: date, values: dict[int, Decimal | None]) -> list[int]:
    """The places whose amount, or whose sum, passes the rule's threshold; all of them when it has none."""
    if rule.threshold is None or not values:
        return list(values)
    limit = pack.parameters[rule.threshold.parameter].value_in(month)
    amounts = {place: value or Decimal(0) for place, value in values.items()}
    if rule.basis == "person_month":
        amounts = dict.fromkeys(amounts, sum(amounts.values(), Decimal(0)))
    passes = {"over": operator.gt, "at_least": operator.ge, "under": operator.lt}[rule.threshold.operator]
    return [place for place, amount in amounts.items() if passes(amount, limit)]
