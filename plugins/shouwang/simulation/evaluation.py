"""How well the published lists found whom they should have found: read from the workbooks themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from shouwang.simulation.township_lists import (
    ARRANGED,
    CARRIED,
    CHANGE,
    HEAD_NUMBER,
    WITHDRAWN,
    cell,
    publications,
    table,
)
from shouwang.simulation.truth import household_numbers, read_facts

UNKNOWN = "不在户籍中"

Place = tuple[str, str, str]
"""Month (YYYY-MM), township code, household number."""


@dataclass(frozen=True)
class Evaluation:
    """Published against expected households, each in its month and township."""

    expected_count: int
    published_count: int
    missing: tuple[Place, ...]
    unexplained: tuple[Place, ...]

    @property
    def recall(self) -> float:
        """The share of the expected households that was published; 1 when none was expected."""
        return 1 - len(self.missing) / self.expected_count if self.expected_count else 1.0

    @property
    def precision(self) -> float:
        """The share of the published households that was expected; 1 when none was published."""
        return 1 - len(self.unexplained) / self.published_count if self.published_count else 1.0

    def as_document(self) -> dict[str, Any]:
        """What a program reads: counts, shares, and the households by their place."""
        names = ("month", "township_code", "household_number")
        return {
            "expected_count": self.expected_count,
            "published_count": self.published_count,
            "recall": self.recall,
            "precision": self.precision,
            "missing": [dict(zip(names, place, strict=True)) for place in self.missing],
            "unexplained": [dict(zip(names, place, strict=True)) for place in self.unexplained],
        }


def evaluate(truth: Path, outbox: Path, county_code: str, months: Iterable[date]) -> Evaluation:
    """Compare the published workbooks of ``months`` with the truth; FileNotFoundError for a month without truth."""
    asked = sorted(months)
    numbers = household_numbers(truth, county_code)
    expected = {place for month in asked for place in expected_places(truth, county_code, month)}
    published = {place for month in asked for place in published_places(outbox, county_code, month, numbers)}
    return Evaluation(
        expected_count=len(expected),
        published_count=len(published),
        missing=tuple(sorted(expected - published)),
        unexplained=tuple(sorted(published - expected)),
    )


def expected_places(truth: Path, county_code: str, month: date) -> set[Place]:
    """The households a rule covers in ``month`` on clean rows."""
    return {
        (fact.month, fact.township_code, fact.household_number)
        for fact in read_facts(truth, county_code, month)
        if fact.is_covered == "true"
    }


def published_places(outbox: Path, county_code: str, month: date, numbers: dict[str, str]) -> set[Place]:
    """The households the workbooks of ``month`` leave standing after every supplement.

    ``numbers`` gives household numbers by the head's identity number. A head whom it does not know is shown by the
    file and line, never by number. Who is carried over from an earlier month is of that month.
    """
    standing: dict[tuple[str, str], Place] = {}
    for publication in publications(outbox, county_code, month):
        for line, row in enumerate(table(publication.path), start=1):
            head = cell(row, HEAD_NUMBER).upper()
            key = (publication.township_code, head)
            if CARRIED in row.get(ARRANGED, ""):
                continue
            if row.get(CHANGE) == WITHDRAWN:
                standing.pop(key, None)
            else:
                unknown = f"{UNKNOWN}：第{publication.revision}次，数据第{line}行"
                standing[key] = (f"{month:%Y-%m}", publication.township_code, numbers.get(head, unknown))
    return set(standing.values())
