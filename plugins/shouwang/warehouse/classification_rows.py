"""A pack's classification as rows of the reference tables."""

from itertools import product
from typing import Any

from shouwang.policies import Pack

Rows = list[tuple[Any, ...]]


def classification_rows(pack: Pack) -> dict[str, Rows]:
    """Table name to the rows that say what the pack's classification says."""
    return {
        "policy_categories": _category_rows(pack),
        "policy_category_facts": _fact_rows(pack),
        "policy_category_conditions": _condition_rows(pack),
        "policy_category_transitions": _transition_rows(pack),
        "policy_single_grounds": _ground_rows(pack),
    }


def _category_rows(pack: Pack) -> Rows:
    said = pack.classification
    return [
        (pack.version, c.category, rank, c.label, c.clause, c.is_final, said.is_exclusive)
        for rank, c in enumerate(said.categories, start=1)
    ]


def _fact_rows(pack: Pack) -> Rows:
    return [
        (pack.version, category.category, fact.feed, code, fact.left_kind)
        for category in pack.classification.categories
        for fact in category.facts
        for code in (fact.codes or (None,))
    ]


def _condition_rows(pack: Pack) -> Rows:
    return [
        (
            *(pack.version, category.category, position, c.measure, c.label, c.unit, c.operator),
            *(c.amount, c.parameter, c.months, c.ratio, c.if_unknown, c.clause),
        )
        for category in pack.classification.categories
        for position, c in enumerate(category.conditions, start=1)
    ]


def _transition_rows(pack: Pack) -> Rows:
    said = pack.classification.transition
    return [(pack.version, said.category, said.recognised_before, *said.parameters, said.clause)] if said else []


def _ground_rows(pack: Pack) -> Rows:
    said = pack.classification.single_people
    if not said:
        return []
    return [
        (pack.version, said.of_category, said.into_category, ground.feed, kind, grade, ground.label, said.clause)
        for ground in said.grounds
        for kind, grade in product(ground.kinds or (None,), ground.grades or (None,))
    ]
