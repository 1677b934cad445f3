"""Registers of a growing history: the whole county month by month, a small share of its rows changed each time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from shouwang.divisions import children
from shouwang.feeds import REGISTER, feed
from shouwang.months import following
from shouwang.simulation.identity_numbers import identity_numbers, ranks

COUNTY = "411024"
FIRST_MONTH = date(2022, 1, 1)
FEED = feed(REGISTER)
MEMBERS = 3  # of a household
YOUNGEST = np.datetime64("2021-12-31")
OLDEST_DAYS = 30_000  # of age
NAMES = ("王秀兰", "李建国", "张玉梅", "刘长海", "陈小红", "柳成荫", "石敢当")
OTHERS = ("配偶", "之子", "之女")
PLACE = "household"


def write_registers(directory: Path, rows: int, months: int, share: float) -> Iterator[tuple[date, Path]]:
    """Month by month, its first day and the file of its register (CSV), written when it is asked for.

    ``share`` of the rows change from one month to the next: half of these get another telephone, the others are born,
    die and move to another village in equal parts. ``rows`` are those of the first month.
    """
    rng = np.random.default_rng(11)
    month, people = FIRST_MONTH, _first_people(rng, rows)
    for number in range(months):
        if number:
            month = following(month)
            people = _next_month(rng, people, month, share)
        path = directory / f"{month:%Y-%m}" / f"{FEED.title}.csv"
        path.parent.mkdir(parents=True)
        headers = {column.name: column.header for column in FEED.columns}
        people.select(pl.col(name).alias(header) for name, header in headers.items()).write_csv(path, include_bom=True)
        yield month, path


def _villages() -> list[str]:
    return [village.code for township in children(COUNTY) for village in children(township.code)]


def _first_people(rng: np.random.Generator, rows: int) -> pl.DataFrame:
    household = np.arange(rows) // MEMBERS
    is_head = np.arange(rows) % MEMBERS == 0
    return _people(rng, household, YOUNGEST - rng.integers(0, OLDEST_DAYS, rows), is_head)


def _people(rng: np.random.Generator, household: np.ndarray, births: np.ndarray, is_head: np.ndarray) -> pl.DataFrame:
    count = len(household)
    males = rng.random(count) < 0.5  # noqa: PLR2004 -- half of them
    areas = np.full(count, int(COUNTY))
    relation = np.where(is_head, "户主", np.array(OTHERS)[rng.integers(1, len(OTHERS), count)])
    villages = _villages()
    cells = {
        PLACE: pl.Series(household),
        "household_number": "H" + pl.Series(household).cast(pl.String).str.zfill(9),
        "person_name": pl.Series(NAMES).gather(rng.integers(0, len(NAMES), count)),
        "id_number": identity_numbers(areas, births, males, ranks(areas, births, males)),
        "relation_code": pl.Series(relation),
        "sex_code": pl.Series(np.where(males, "男", "女")),
        "village_code": pl.Series(villages).gather(household * len(villages) // (household.max() + 1)),
        "phone": _phones(rng, count),
    }
    empty = {c.name: pl.Series([None], dtype=pl.String).gather(np.zeros(count, int)) for c in FEED.columns}
    return pl.DataFrame({**empty, **cells})


def _phones(rng: np.random.Generator, count: int) -> pl.Series:
    return "139" + pl.Series(rng.integers(0, 10**8, count)).cast(pl.String).str.zfill(8)


def _next_month(rng: np.random.Generator, people: pl.DataFrame, month: date, share: float) -> pl.DataFrame:
    count = round(people.height * share / 6)
    chosen = rng.choice(people.height, 6 * count, replace=False)
    called, moved, dead, mothers = np.split(chosen, [3 * count, 4 * count, 5 * count])
    phones = people["phone"].scatter(called, _phones(rng, len(called)))
    places = pl.Series(_villages())
    villages = people["village_code"].scatter(moved, places.gather(rng.integers(0, len(places), len(moved))))
    changed = people.with_columns(phones, villages)
    births = np.datetime64(month) + rng.integers(0, 28, len(mothers))
    born = _people(rng, people[PLACE].gather(mothers).to_numpy(), births, np.zeros(len(mothers), bool))
    born = born.with_columns(changed["village_code"].gather(mothers))
    is_alive = pl.Series(np.isin(np.arange(people.height), dead, invert=True))
    return pl.concat([changed.filter(is_alive), born]).sort(PLACE, maintain_order=True)
