"""The true rows of a feed in a month: one or more for everyone struck."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl

from shouwang.feeds import Feed
from shouwang.policies import Pack
from shouwang.simulation import medical
from shouwang.simulation.cells import Scene, filled
from shouwang.simulation.plan import Plan
from shouwang.simulation.rows import Row, Value
from shouwang.simulation.shocks import Shock, parts_of, shock_of, struck

SELF_PAID = "self_paid_amount"


def rows_of(plan: Plan, month: date, feed: Feed, people: pl.DataFrame) -> list[Row]:
    """The rows ``feed`` truly has for ``month``, by village; ``people`` are the exposed residents."""
    rng, shock = plan.chance("shock", feed.feed, f"{month:%Y-%m}"), shock_of(feed.feed)
    settle = _settling(rng, plan.pack, feed, month)
    rows: list[Row] = []
    for person in struck(rng, plan, shock, feed, people).to_dicts():
        for amounts in settle():
            scene = Scene(rng, plan, month, feed, shock.draws, person, serial=len(rows) + 1)
            rows.append(Row.about(person, feed.feed, with_parts(shock, filled(scene) | amounts)))
    return rows


def with_parts(shock: Shock, values: dict[str, Value]) -> dict[str, Value]:
    """The values with the amounts that go with what the row is about."""
    value = values[shock.value] if shock.value else None
    if shock.value == SELF_PAID and isinstance(value, Decimal):
        return {**values, **medical.breakdown(value)}
    return {**values, **parts_of(shock, value)} if isinstance(value, Decimal) else values


def _settling(rng: np.random.Generator, pack: Pack, feed: Feed, month: date) -> Callable[[], list[dict[str, Value]]]:
    """What gives the rows of a person their settled amounts; a feed without such amounts has one row a person."""
    if SELF_PAID not in {column.name for column in feed.columns}:
        return lambda: [{}]
    around = medical.pivot(pack, feed.feed, month)
    return lambda: [{SELF_PAID: amount} for amount in medical.settlements(rng, around)]
