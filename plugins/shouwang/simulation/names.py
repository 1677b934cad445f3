"""Fictional names put together from lists of characters."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import yaml

from shouwang.simulation.identity_numbers import Flags

SINGLE_CHARACTER_SHARE = 0.18


@cache
def characters() -> dict[str, Any]:
    """The lists of ``names.yml``."""
    document: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "names.yml").read_text(encoding="utf-8"))
    return document


def surnames(rng: np.random.Generator, size: int) -> pl.Series:
    """``size`` surnames in their usual shares."""
    weights = np.array(list(characters()["surnames"].values()), dtype=float)
    chosen = rng.choice(len(weights), size=size, p=weights / weights.sum())
    return pl.Series(list(characters()["surnames"]), dtype=pl.String).gather(pl.Series(chosen))


def given_names(rng: np.random.Generator, males: Flags) -> pl.Series:
    """One given name of one or two characters for each person."""
    first, second = (_given_characters(rng, males) for _ in range(2))
    single = pl.Series(rng.random(len(males)) < SINGLE_CHARACTER_SHARE)
    return pl.select(first + pl.when(single).then(pl.lit("")).otherwise(second)).to_series()


def _given_characters(rng: np.random.Generator, males: Flags) -> pl.Series:
    pools = [pl.Series(list(characters()[sex]), dtype=pl.String) for sex in ("male", "female")]
    places = np.where(males, rng.integers(len(pools[0]), size=len(males)), 0)
    places += np.where(males, 0, len(pools[0]) + rng.integers(len(pools[1]), size=len(males)))
    return pl.concat(pools).gather(pl.Series(places))
