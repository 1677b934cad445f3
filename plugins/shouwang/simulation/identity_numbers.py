"""Citizen identity numbers by GB 11643-1999, made in bulk: area 6, birth date 8, sequence 3 (odd = male), check 1."""

import numpy as np
import numpy.typing as npt
import polars as pl

from shouwang.divisions import divisions
from shouwang.people.identity_numbers import CHECK_CHARACTERS, WEIGHTS

RESIDENT_RANKS = 450  # ranks from here on are left to people the county does not know
NATIVE_SHARE = 0.93

Integers = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]


def areas_of_issue(rng: np.random.Generator, county_code: str, size: int) -> Integers:
    """Where each number was first issued: mostly the county, else a handful of other counties."""
    others = sorted(int(d.code) for d in divisions().values() if d.level == "county" and d.code != county_code)
    abroad = rng.choice(np.array(others), size=min(6, len(others)), replace=False)
    return np.where(rng.random(size) < NATIVE_SHARE, int(county_code), rng.choice(abroad, size=size))


def ranks(areas: Integers, births: Days, males: Flags) -> Integers:
    """The position of each person among those of equal area, birth date and sex; ValueError when they are too many."""
    people = pl.DataFrame({"area": areas, "birth": births, "male": males})
    rank = people.select(pl.int_range(pl.len()).over("area", "birth", "male")).to_series().to_numpy()
    if len(rank) and int(rank.max()) >= RESIDENT_RANKS:
        raise ValueError(f"同县同日同性别最多 {RESIDENT_RANKS} 人可编号，实有 {int(rank.max()) + 1} 人，请减少户数")
    return rank


def identity_numbers(areas: Integers, births: Days, males: Flags, rank: Integers) -> pl.Series:
    """The 18-character number of each person; unique as long as (area, birth, sex, rank) is."""
    sequence = 2 * (rank + 1) - males.astype(np.int64)
    born = pl.Series(births).cast(pl.Date)
    day = (born.dt.year().cast(pl.Int64) * 10_000 + born.dt.month().cast(pl.Int64) * 100 + born.dt.day()).to_numpy()
    seventeen = (areas * 10**8 + day) * 1000 + sequence
    total = sum(weight * (seventeen // 10 ** (16 - place) % 10) for place, weight in enumerate(WEIGHTS))
    checks = pl.Series(np.array(list(CHECK_CHARACTERS))[total % 11])
    return pl.Series(seventeen).cast(pl.String) + checks
