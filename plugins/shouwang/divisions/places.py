"""A division as it stood over some time, and the base: the state of one day that every change starts from."""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Level = Literal["city", "county", "township", "village"]
LEVEL_DIGITS: dict[Level, int] = {"city": 4, "county": 6, "township": 9, "village": 12}
LEVEL_OF = {digits: level for level, digits in LEVEL_DIGITS.items()}
LEVEL_NAMES: dict[Level, str] = {"city": "市", "county": "县区", "township": "乡镇", "village": "村居"}
BASE_DAY = date(2023, 6, 30)  # the day whose state divisions.csv is
BEGINNING, FOREVER = date.min, date.max


class Division(NamedTuple):
    """One division under one name; ``parent_code`` is the first digits of ``code``; half-open validity in months."""

    code: str
    name: str
    level: Level
    parent_code: str
    valid_from: date = BEGINNING
    valid_to: date = FOREVER

    def holds_in(self, month: date) -> bool:
        """Whether it stands, under this name, in the month (its first day)."""
        return self.valid_from <= month < self.valid_to


@cache
def base(*further: str) -> dict[str, Division]:
    """Every division of the base by its code, with those of ``further`` files of the same form."""
    files = [Path(__file__).parent / "divisions.csv", *map(Path, further)]
    return {row["code"]: Division(**row) for path in files for row in _rows(path)}  # type: ignore[arg-type]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def division_of(code: str, name: str) -> Division:
    """A division by its code, whose length is its level and whose beginning its parent's code."""
    level = LEVEL_OF[len(code)]
    digits = [d for d in sorted(LEVEL_OF) if d < len(code)]
    return Division(code, name, level, code[: digits[-1]] if digits else code[:2])
