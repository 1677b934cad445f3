"""The households and people of a county: who lives where, with whom, born when, and under which number.

The base depends on the county, the number of households and the seed alone; a month sees of it who is born and has
not left. Only *calm* households, which no shock ever strikes, lose members.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl
import yaml

from shouwang.divisions import children
from shouwang.feeds.declarations import Declaration
from shouwang.simulation.identity_numbers import Days, Flags, Integers, areas_of_issue, identity_numbers, ranks
from shouwang.simulation.names import given_names, surnames
from shouwang.simulation.plan import Plan

AS_OF = np.datetime64("2022-01-01", "D")
WINDOW_DAYS = 3652  # arrivals and departures are spread over 2022-2031
OLDEST = 99  # years
CALM_SHARE = 0.15  # households no shock ever strikes: they alone lose members and have broken register rows
FRAIL_SHARE, FRAIL_WEIGHT = 0.08, 6.0  # households struck more often than the others
LEAVING_AGE, LEAVING_SHARE = 55, 0.3
OWN_SURNAME = {"spouse", "mother", "daughter_in_law"}  # everyone else bears the head's
BY_SEX = {"child": ("son", "daughter"), "grandchild": ("grandson", "granddaughter")}


class Slot(Declaration):
    """A member a household shape may have; ages and gaps in years."""

    relation: str
    sex: Literal["male", "female", "any", "opposite"]
    age: tuple[int, int] | None = None
    gap: tuple[int, int] = (0, 0)
    chance: float = 1
    arrives: bool = False


class Shape(Declaration):
    """A kind of household: the head first, then the others."""

    shape: str
    share: float
    members: tuple[Slot, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """The household shapes of ``population.yml``."""
    document = yaml.safe_load((Path(__file__).parent / "population.yml").read_text(encoding="utf-8"))
    return tuple(Shape.model_validate(shape) for shape in document)


def populate(plan: Plan) -> pl.DataFrame:
    """Everyone who ever lives in the county, a row each, by household and place in it.

    Columns: household (0, 1, …), household_number, person_name, id_number, relation_code, sex_code, birth_date,
    leaves_on (null = never), phone, township_code, township_name, village_code, village_name, is_calm, weight (how
    readily the household is struck), head_name, head_id_number.
    """
    rng = plan.chance("population", str(plan.household_count))
    return _with_heads(
        _people(rng, plan).join(_households(rng, plan), on="household", how="left", maintain_order="left")
    )


def residents(people: pl.DataFrame, last_day: date) -> pl.DataFrame:
    """Those of ``people`` born and not gone on ``last_day``."""
    gone = pl.col("leaves_on").is_not_null() & (pl.col("leaves_on") <= last_day)
    return people.filter((pl.col("birth_date") <= last_day) & ~gone)


def _households(rng: np.random.Generator, plan: Plan) -> pl.DataFrame:
    places = [
        (town, village)
        for town in children(plan.county_code, plan.first_month)
        for village in children(town.code, plan.first_month)
    ]
    sizes = rng.lognormal(0, 0.7, len(places))
    counts = rng.multinomial(plan.household_count, sizes / sizes.sum())
    where = pl.DataFrame(
        [(town.code, town.name, village.code, village.name) for town, village in places],
        schema=["township_code", "township_name", "village_code", "village_name"],
        orient="row",
    )[np.repeat(np.arange(len(places)), counts)]
    fate = rng.random(plan.household_count)
    return where.with_columns(
        household=pl.int_range(plan.household_count, dtype=pl.Int64),
        household_number=plan.county_code + pl.int_range(1, plan.household_count + 1).cast(pl.String).str.zfill(8),
        is_calm=pl.Series(fate < CALM_SHARE),
        weight=pl.Series(np.where(fate > 1 - FRAIL_SHARE, FRAIL_WEIGHT, 1.0)),
    )


def _people(rng: np.random.Generator, plan: Plan) -> pl.DataFrame:
    shares = np.array([shape.share for shape in shapes()])
    kinds = rng.choice(len(shares), size=plan.household_count, p=shares / shares.sum())
    drawn = [_members(rng, shape, np.flatnonzero(kinds == kind)) for kind, shape in enumerate(shapes())]
    people = pl.concat(drawn).sort("household", "place")
    males, births = people["male"].to_numpy(), people["birth_date"].to_numpy().astype("datetime64[D]")
    areas = areas_of_issue(rng, plan.county_code, len(people))
    return people.with_columns(
        id_number=identity_numbers(areas, births, males, ranks(areas, births, males)),
        person_name=_names(rng, people, males),
        sex_code=pl.when("male").then(pl.lit("male")).otherwise(pl.lit("female")),
        phone=_phones(rng, people, births),
        leaves_on=_departures(rng, births),
    )


def _members(rng: np.random.Generator, shape: Shape, households: Integers) -> pl.DataFrame:
    """The people of all ``households`` of one shape."""
    head_age, head_male = _heads(rng, shape.members[0], len(households))
    parts = []
    for place, slot in enumerate(shape.members):
        there = rng.random(len(households)) < slot.chance
        males = head_male if place == 0 else _males(rng, slot, head_male)
        births = _births(rng, slot, head_age, first=place == 0)
        columns = {
            "household": households,
            "male": males,
            "birth_date": births,
            "relation_code": _relations(slot, males),
        }
        parts.append(pl.DataFrame(columns).with_columns(place=pl.lit(place)).filter(pl.Series(there)))
    return pl.concat(parts)


def _heads(rng: np.random.Generator, slot: Slot, size: int) -> tuple[Integers, Flags]:
    youngest, oldest = slot.age or (18, OLDEST)
    return rng.integers(youngest, oldest, size=size, endpoint=True), _males(rng, slot, np.ones(size, dtype=bool))


def _males(rng: np.random.Generator, slot: Slot, head_male: Flags) -> Flags:
    if slot.sex == "opposite":
        return ~head_male
    return rng.random(len(head_male)) < {"male": 1, "female": 0, "any": 0.51}[slot.sex]


def _births(rng: np.random.Generator, slot: Slot, head_age: Integers, *, first: bool) -> Days:
    if slot.arrives:
        return AS_OF + rng.integers(WINDOW_DAYS, size=len(head_age))
    gap = 0 if first else rng.integers(*slot.gap, size=len(head_age), endpoint=True)
    age = np.clip(head_age + gap, 0, OLDEST)
    births: Days = AS_OF - (age * 365.25).astype(np.int64) - rng.integers(1, 365, size=len(head_age))
    return births


def _relations(slot: Slot, males: Flags) -> pl.Series:
    male, female = BY_SEX.get(slot.relation, (slot.relation, slot.relation))
    return pl.Series(np.where(males, male, female), dtype=pl.String)


def _names(rng: np.random.Generator, people: pl.DataFrame, males: Flags) -> pl.Series:
    family = surnames(rng, int(people["household"].max()) + 1).gather(people["household"])  # type: ignore[arg-type] # never empty: every household has a head
    own = surnames(rng, len(people))
    married_in = people["relation_code"].is_in(sorted(OWN_SURNAME))
    return pl.select(pl.when(married_in).then(own).otherwise(family) + given_names(rng, males)).to_series()


def _phones(rng: np.random.Generator, people: pl.DataFrame, births: Days) -> pl.Series:
    """A mobile number for the grown-up, none for children."""
    prefixes = rng.choice(np.array([135, 136, 138, 139, 150, 158, 159, 182, 187, 188]), size=len(people))
    numbers = pl.Series(prefixes * 10**8 + rng.integers(10**8, size=len(people))).cast(pl.String)
    grown_up = pl.Series(births < AS_OF - int(16 * 365.25))
    return pl.select(pl.when(grown_up).then(numbers)).to_series()


def _departures(rng: np.random.Generator, births: Days) -> pl.Series:
    """A day on which an elderly person dies, null for the others; ``populate`` keeps it for the calm alone."""
    days = AS_OF + rng.integers(WINDOW_DAYS, size=len(births))
    dies = (births < AS_OF - int(LEAVING_AGE * 365.25)) & (rng.random(len(births)) < LEAVING_SHARE)
    return pl.select(pl.when(pl.Series(dies)).then(pl.Series(days))).to_series()


def _with_heads(people: pl.DataFrame) -> pl.DataFrame:
    heads = people.filter(pl.col("relation_code") == "head").select(
        "household", head_name="person_name", head_id_number="id_number"
    )
    may_leave = pl.col("is_calm") & (pl.col("relation_code") != "head")
    kept = people.with_columns(leaves_on=pl.when(may_leave).then("leaves_on")).drop("male", "place")
    return kept.join(heads, on="household", how="left", maintain_order="left")
