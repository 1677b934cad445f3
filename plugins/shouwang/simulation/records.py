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
from shouwang.simulation.rows import Row
from shouwang.simulation.shocks import shock_of, struck

SELF_PAID = "self_paid_amount"


def rows_of(plan: Plan, month: date, feed: Feed, people: pl.DataFrame) -> list[Row]:
    """The rows ``feed`` truly has for ``month``, by village; ``people`` are the exposed residents."""
    rng, shock = plan.chance("shock", feed.feed, f"{month:%Y-%m}"), shock_of(feed.feed)
    settle = _settling(rng, plan.pack, feed, month)
    rows: list[Row] = []
    for person in struck(rng, plan, shock, feed, people).to_dicts():
        for amounts in settle():
            scene = Scene(rng, plan, month, feed, shock, person, serial=len(rows) + 1)
            rows.append(Row.about(person, feed.feed, filled(scene) | amounts))
    return rows


def _settling(rng: np.random.Generator, pack: Pack, feed: Feed, month: date) -> Callable[[], list[dict[str, Decimal]]]:
    """What gives the rows of a person their settled amounts; a feed without such amounts has one row a person."""
    if SELF_PAID not in {column.name for column in feed.columns}:
        return lambda: [{}]
    around = medical.pivot(pack, feed.feed, month)
    return lambda: [medical.breakdown(amount) for amount in medical.settlements(rng, around)]
