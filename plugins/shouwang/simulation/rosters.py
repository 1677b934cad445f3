"""Lists that judge nothing by themselves: who stands on which, month after month; see ``rosters.yml``."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import polars as pl
import yaml
from pydantic import Field

from shouwang.feeds import Feed
from shouwang.feeds.declarations import Declaration
from shouwang.months import following
from shouwang.simulation.cells import Scene, filled
from shouwang.simulation.plan import Plan
from shouwang.simulation.population import residents
from shouwang.simulation.rows import Row
from shouwang.simulation.shocks import Draw, in_circumstances


class Roster(Declaration):
    """Who stands on one list; see ``rosters.yml``."""

    share: float = 0
    like: str | None = None
    who: Literal["head", "one", "every"]
    age: tuple[int, int] = (0, 120)
    living_alone: bool = False
    departed: bool = False
    per_village: bool = False
    draws: dict[str, Draw] = Field(default_factory=dict)


@cache
def rosters() -> dict[str, Roster]:
    """Every roster by its list."""
    document = yaml.safe_load((Path(__file__).parent / "rosters.yml").read_text(encoding="utf-8"))
    return {feed: Roster.model_validate(roster) for feed, roster in document.items()}


def roster_rows(plan: Plan, month: date, feed: Feed, people: pl.DataFrame) -> list[Row]:
    """The rows of ``feed`` for ``month``; LookupError says what to add when it has no roster."""
    if feed.feed not in rosters():
        raise LookupError(f"rosters.yml 中没有 {feed.feed}，请补上该名单所列的人")
    roster = rosters()[feed.feed]
    listed = _listed(plan, month, feed, roster, people)
    rows: list[Row] = []
    for person in listed.to_dicts():
        when = [] if feed.content == "stock" else [f"{month:%Y-%m}"]
        rng = plan.chance("roster row", feed.feed, person["id_number"], *when)
        scene = Scene(rng, plan, month, feed, roster.draws, person, serial=len(rows) + 1)
        rows.append(Row.about(person, feed.feed, filled(scene)))
    return rows


def _listed(plan: Plan, month: date, feed: Feed, roster: Roster, people: pl.DataFrame) -> pl.DataFrame:
    """The people on the list, by household and place in it."""
    last_day = following(month) - timedelta(days=1)
    if roster.departed:
        return in_circumstances(people.filter(pl.col("leaves_on").is_between(month, last_day)), month)
    fitting = in_circumstances(residents(people, last_day), month).filter(_fits(roster))
    if roster.per_village:
        return fitting.unique("village_code", keep="first", maintain_order=True)
    chosen = [
        number
        for number in fitting["household_number"].unique(maintain_order=True)
        if _stands(plan, month, feed, number)
    ]
    kept = fitting.filter(pl.col("household_number").is_in(chosen))
    return kept if roster.who == "every" else kept.unique("household_number", keep="first", maintain_order=True)


def _fits(roster: Roster) -> pl.Expr:
    conditions = [pl.col("age").is_between(*roster.age)]
    if roster.living_alone:
        conditions.append(pl.col("living_alone"))
    if roster.who == "head":
        conditions.append(pl.col("relation_code") == "head")
    return pl.all_horizontal(conditions)


def _stands(plan: Plan, month: date, feed: Feed, household_number: str) -> bool:
    roster = rosters()[feed.feed]
    name = roster.like or feed.feed
    when = [] if roster.like or feed.content == "stock" else [f"{month:%Y-%m}"]
    share = rosters()[name].share
    return bool(plan.chance("roster", name, household_number, *when).random() < share)
