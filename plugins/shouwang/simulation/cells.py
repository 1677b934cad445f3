"""What a cell truly says, column by column: from the person, from the table of shocks, or from the column's type."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from shouwang.feeds import Column, Feed
from shouwang.months import months_before
from shouwang.simulation.plan import Plan
from shouwang.simulation.rows import Value
from shouwang.simulation.shocks import Draw

CHILD_UNTIL = 14  # years; illnesses of children strike no older ones
FROM_PERSON = {
    *("person_name", "id_number", "head_name", "head_id_number", "relation_code", "sex_code"),
    *("household_number", "township_name", "village_name", "village_code"),
}


@dataclass(frozen=True)
class Scene:
    """Who is listed, when, and how columns are filled; ``serial`` counts the rows of the feed and month from 1."""

    rng: np.random.Generator
    plan: Plan
    month: date
    feed: Feed
    draws: Mapping[str, Draw]
    person: Mapping[str, Any]
    serial: int

    def pick(self, options: Mapping[str, float]) -> str:
        """One of ``options`` by weight."""
        weights = np.array(list(options.values()), dtype=float)
        return list(options)[int(self.rng.choice(len(weights), p=weights / weights.sum()))]


@cache
def usual_draws() -> dict[str, Draw]:
    """How columns are filled of which a list says nothing else: ``draws.yml``."""
    document = yaml.safe_load((Path(__file__).parent / "draws.yml").read_text(encoding="utf-8"))
    return {column: Draw.model_validate(draw) for column, draw in document.items()}


@cache
def illnesses() -> dict[str, list[str]]:
    """The lists of ``illnesses.yml``."""
    document: dict[str, list[str]] = yaml.safe_load(
        (Path(__file__).parent / "illnesses.yml").read_text(encoding="utf-8")
    )
    return document


def filled(scene: Scene) -> dict[str, Value]:
    """Every column of the scene's feed; the certificate's number last, as it is made of the others."""
    values = {column.name: _fill(scene, column) for column in scene.feed.columns}
    made = {name: certificate_number(scene.feed, values) for name, draw in scene.draws.items() if draw.certificate}
    return values | made


def certificate_number(feed: Feed, values: Mapping[str, Value]) -> str:
    """The number of a disability certificate: identity number, then one digit each for category and grade."""
    digits = [
        1 + _codes(feed.column(f"disability_{part}_code")).index(str(values[f"disability_{part}_code"]))
        for part in ("kind", "grade")
    ]
    return f"{values['id_number']}{digits[0]}{digits[1]}"


def serial_number(plan: Plan, month: date, prefix: str, serial: int) -> str:
    """A number no other row of the feed and month has."""
    return f"{prefix}{plan.county_code}{month:%Y%m}{serial:06d}"


def _fill(scene: Scene, column: Column) -> Value:
    if draw := scene.draws.get(column.name) or usual_draws().get(column.name):
        return _drawn(scene, draw)
    if column.name in FROM_PERSON:
        return str(scene.person[column.name])
    if column.type == "code":
        return scene.pick(dict.fromkeys(_codes(column), 1.0))
    if column.type == "date":
        days = monthrange(scene.month.year, scene.month.month)[1]
        return scene.month.replace(day=int(scene.rng.integers(1, days, endpoint=True)))
    return str(scene.person["head_name"]) if column.type == "name" else None


def _drawn(scene: Scene, draw: Draw) -> Value:
    if draw.amount:
        low, high = draw.amount
        return Decimal(int(scene.rng.integers(low * 10, high * 10, endpoint=True))).scaleb(-1)
    if draw.serial:
        return serial_number(scene.plan, scene.month, draw.serial, scene.serial)
    if draw.days_before or draw.dated or draw.months_before is not None:
        return _dated(scene, draw)
    return _told(scene, draw) if draw.person or draw.ages else _chosen(scene, draw)


def _told(scene: Scene, draw: Draw) -> Value:
    """What follows from the person."""
    if draw.person:
        told: Value = scene.person[draw.person]
        return told
    return next(code for code, (low, high) in (draw.ages or {}).items() if low <= scene.person["age"] <= high)


def _chosen(scene: Scene, draw: Draw) -> Value:
    if draw.counted_share is not None and scene.rng.random() < draw.counted_share:
        return scene.pick(dict.fromkeys(_counted_illnesses(scene), 1.0))
    return scene.pick(draw.weights or dict.fromkeys(draw.choose, 1.0)) if draw.weights or draw.choose else None


def _dated(scene: Scene, draw: Draw) -> Value:
    """A day, or a month as it is written in a cell."""
    if draw.months_before is not None:
        return f"{months_before(scene.month, draw.months_before):%Y%m}"
    if draw.dated:
        first, last = draw.dated
        return first + timedelta(days=int(scene.rng.integers((last - first).days, endpoint=True)))
    low, high = draw.days_before or (1, 1)
    return scene.month - timedelta(days=int(scene.rng.integers(low, high, endpoint=True)))


def _codes(column: Column) -> list[str]:
    """The distinct codes of a column, in the order of its declaration."""
    return list(dict.fromkeys(column.codes.values()))


def _counted_illnesses(scene: Scene) -> list[str]:
    """The illnesses the pack counts, or the customary ones, that the person may have."""
    pack = scene.plan.pack
    counted = [name for rule in pack.rules if rule.feed == scene.feed.feed for name in pack.attributes_of(rule)]
    is_child, is_male = scene.person["age"] < CHILD_UNTIL, scene.person["sex_code"] == "male"
    barred = {
        *illnesses()["women_only" if is_male else "men_only"],
        *illnesses()["adults_only" if is_child else "children_only"],
    }
    return [name for name in counted or illnesses()["customary"] if name not in barred]
