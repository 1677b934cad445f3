"""The rows of the cases that are planted for every rule of a list, each on a household of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import numpy as np
import polars as pl

from shouwang.feeds import Column, Feed
from shouwang.policies import Rule
from shouwang.simulation import medical
from shouwang.simulation.breakage import about_stranger
from shouwang.simulation.cells import Scene, filled, usual_draws
from shouwang.simulation.plan import Plan
from shouwang.simulation.plantings import Amount, Planting, plantings, plantings_of
from shouwang.simulation.records import with_parts
from shouwang.simulation.rows import Row, Value
from shouwang.simulation.shocks import Draw, may_strike, shock_of

PLANTED_SERIAL, FIRST_STRANGER = 500_000, 1000  # beyond those of rows that chance brings
NAMES_TRIED = 3  # of the words a text column may hold
BEYOND: Amount = (Decimal(3), Decimal(100))
SURELY: dict[str, Amount] = {"over": BEYOND, "at_least": BEYOND, "under": (Decimal("0.5"), Decimal(0))}

Person = Mapping[str, Any]


@dataclass
class _Ground:
    """What is planted on: the list of one month, the people that fit it by household, and the keys given so far."""

    plan: Plan
    month: date
    feed: Feed
    rng: np.random.Generator
    homes: list[list[Person]]
    places: list[tuple[str, str]]
    keys: set[tuple[Value, ...]] = field(default_factory=set)
    serials: Iterator[int] = field(default_factory=lambda: count(PLANTED_SERIAL))
    strangers: Iterator[int] = field(default_factory=lambda: count(FIRST_STRANGER))


def plant(plan: Plan, month: date, feed: Feed, people: pl.DataFrame) -> list[Row]:
    """The planted rows of ``feed`` for ``month``; ``people`` are the exposed residents.

    ValueError when the county has too few households for the cases.
    """
    rng = plan.chance("planting", feed.feed, f"{month:%Y-%m}")
    fitting = people.filter(may_strike(shock_of(feed.feed), feed))
    by_home = [home.to_dicts() for home in fitting.partition_by("household_number", maintain_order=True)]
    homes = [by_home[place] for place in rng.permutation(len(by_home))]
    places = sorted(set(people.select("township_name", "village_name").iter_rows()))
    ground = _Ground(plan, month, feed, rng, homes, places)
    return [
        row
        for rule in plan.pack.rules
        if rule.feed == feed.feed
        for case in plantings_of(rule, feed)
        for draws in _draws(ground, rule, case)
        for row in _rows(ground, rule, case, draws)
    ]


def _rows(ground: _Ground, rule: Rule, case: Planting, draws: Mapping[str, Draw]) -> list[Row]:
    """The rows of one case, on a household of its own."""
    amounts = _amounts(ground, rule, case)
    members = _home(ground, members=2 if case in plantings()["shared"] else 1)
    rows = [_row(ground, members[place % len(members)], draws, amount) for place, amount in enumerate(amounts)]
    if case.written == "stranger":
        rows = [about_stranger(ground.rng, ground.plan, ground.month, row, next(ground.strangers)) for row in rows]
    if case.written == "elsewhere":
        rows = [replace(row, values={**row.values, **_elsewhere(ground, row)}) for row in rows]
    return [replace(row, case=case.case) for row in rows]


def _home(ground: _Ground, members: int) -> Sequence[Person]:
    """The next household with enough people that fit."""
    for place, home in enumerate(ground.homes):
        if len(home) >= members:
            return ground.homes.pop(place)[:members]
    raise ValueError(f"户数不足：“{ground.feed.title}”的情形没有足够的户可用，请增加户数")


def _row(ground: _Ground, person: Person, draws: Mapping[str, Draw], amount: Decimal | None) -> Row:
    """One row, filled anew until no other has its key."""
    shock, feed = shock_of(ground.feed.feed), ground.feed
    while True:
        scene = Scene(ground.rng, ground.plan, ground.month, feed, draws, person, serial=next(ground.serials))
        said: dict[str, Value] = {shock.value: amount} if shock.value and amount is not None else {}
        values = with_parts(shock, filled(scene) | said)
        key = tuple(values[name] for name in feed.key)
        if key not in ground.keys:
            ground.keys.add(key)
            return Row.about(person, feed.feed, values)


def _amounts(ground: _Ground, rule: Rule, case: Planting) -> list[Decimal | None]:
    """The amounts (yuan) of the rows of a case; one row with any, or without, where the rule compares none."""
    if rule.threshold is None:
        shock = shock_of(ground.feed.feed)
        is_drawn = shock.value is None or shock.value in shock.draws or shock.value in usual_draws()
        return [None if is_drawn else medical.pivot(ground.plan.pack, ground.feed.feed, ground.month)]
    limit = ground.plan.pack.parameters[rule.threshold.parameter].value_in(ground.month)
    cent = Decimal("0.01")
    return [(limit * times + plus).quantize(cent) for times, plus in case.amounts or [SURELY[rule.threshold.operator]]]


def _draws(ground: _Ground, rule: Rule, case: Planting) -> list[Mapping[str, Draw]]:
    """How the columns are filled: once for every word of the attribute that the case is about."""
    shock = shock_of(ground.feed.feed)
    if not (shock.attribute and rule.attributes):
        return [shock.draws]
    column, counted = ground.feed.column(shock.attribute), ground.plan.pack.attributes_of(rule)
    ways = _words(column, counted, shock.draws.get(column.name), is_counted=case.attribute != "other")
    return [{**shock.draws, column.name: way} for way in (ways if case.attribute else ways[:1])]


def _words(column: Column, counted: Sequence[str], drawn: Draw | None, *, is_counted: bool) -> list[Draw]:
    if column.type == "code":
        codes = dict.fromkeys(column.codes.values())
        return [Draw(choose=(code,)) for code in codes if (code in counted) == is_counted]
    return [(drawn or Draw()).model_copy(update={"counted_share": float(is_counted)})] * NAMES_TRIED


def _elsewhere(ground: _Ground, row: Row) -> dict[str, Value]:
    """Another township and village than the household's."""
    others = [place for place in ground.places if place[0] != row.values["township_name"]]
    township, village = others[int(ground.rng.integers(len(others)))]
    return {"township_name": township, "village_name": village}
