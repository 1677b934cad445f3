"""What may strike, how often and whom: the table ``shocks.yml``, and the choice of those struck in a month."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import yaml
from pydantic import Field

from shouwang.feeds import Feed
from shouwang.feeds.declarations import Declaration
from shouwang.simulation.plan import Plan

BAD_MONTH_SHARE, BAD_MONTH_WEIGHT = 0.003, 60.0  # households on which several things fall in one month


class Draw(Declaration):
    """How a column is filled; see ``shocks.yml`` and ``draws.yml``."""

    choose: tuple[str, ...] = ()
    weights: dict[str, float] | None = None
    ages: dict[str, tuple[int, int]] | None = None
    amount: tuple[int, int] | None = None
    serial: str | None = None
    certificate: bool = False
    counted_share: float | None = None
    days_before: tuple[int, int] | None = None
    months_before: int | None = None
    dated: tuple[date, date] | None = None
    person: str | None = None


class Shock(Declaration):
    """What one feed reports: rate per household and month, whom it may strike, what its columns say."""

    rate: float
    age: tuple[int, int] = (0, 99)
    living_alone: bool | None = None
    value: str | None = None
    attribute: str | None = None
    refunds: bool = False
    parts: dict[str, tuple[Decimal, Decimal]] = Field(default_factory=dict)
    draws: dict[str, Draw] = Field(default_factory=dict)


@cache
def shocks() -> dict[str, Shock]:
    """Every shock by the feed that reports it."""
    document = yaml.safe_load((Path(__file__).parent / "shocks.yml").read_text(encoding="utf-8"))
    return {feed: Shock.model_validate(shock) for feed, shock in document.items()}


def shock_of(feed: str) -> Shock:
    """The shock ``feed`` reports; LookupError says what to add when there is none."""
    if feed not in shocks():
        raise LookupError(f"shocks.yml 中没有 {feed}，请补上该名单的发生率与对象")
    return shocks()[feed]


def parts_of(shock: Shock, value: Decimal) -> dict[str, Decimal]:
    """The amounts (yuan) that go with ``value``, by column."""
    return {column: value * times + plus for column, (times, plus) in shock.parts.items()}


def exposed(plan: Plan, people: pl.DataFrame, month: date) -> pl.DataFrame:
    """The residents a shock may strike, with age (years on the first of ``month``), living_alone and weight."""
    luck = plan.chance("luck", f"{month:%Y-%m}").random(plan.household_count)
    weights = pl.Series(np.where(luck < BAD_MONTH_SHARE, BAD_MONTH_WEIGHT, 1.0))
    return (
        in_circumstances(people, month)
        .with_columns(weight=pl.col("weight") * weights.gather(people["household"]))
        .filter(~pl.col("is_calm"))
    )


def in_circumstances(people: pl.DataFrame, month: date) -> pl.DataFrame:
    """The ``people`` with age (years on the first of ``month``) and living_alone."""
    return people.with_columns(
        age=((pl.lit(month) - pl.col("birth_date")).dt.total_days() / 365.25).floor().cast(pl.Int64),
        living_alone=pl.len().over("household") == 1,
    )


def struck(rng: np.random.Generator, plan: Plan, shock: Shock, feed: Feed, people: pl.DataFrame) -> pl.DataFrame:
    """Those of the exposed ``people`` whom ``shock`` strikes, each once, at least one where anyone can be."""
    fitting = people.filter(may_strike(shock, feed))
    count = min(max(1, int(rng.poisson(shock.rate * plan.household_count))), len(fitting))
    luck = rng.exponential(size=len(fitting)) / fitting["weight"].to_numpy()
    return fitting[np.sort(np.argsort(luck, kind="stable")[:count])]


def may_strike(shock: Shock, feed: Feed) -> pl.Expr:
    """Whom ``shock`` may strike: of a list about households the heads."""
    conditions = (
        [pl.col("age").is_between(*shock.age)] if feed.subject == "person" else [pl.col("relation_code") == "head"]
    )
    if shock.living_alone is not None:
        conditions.append(pl.col("living_alone") == shock.living_alone)
    return pl.all_horizontal(conditions)
