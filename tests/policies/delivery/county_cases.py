"""The cases of ``cases.yml`` as households of a county and the lists its departments send of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from tests.department_files import Listed, Person, households, put_list, put_register

CASES = Path(__file__).parent / "cases.yml"
SAID = {"doubts", "gaps"}


class Case(NamedTuple):
    """A household, what is listed of it by month and list, and what must be found."""

    name: str
    head: Person
    son: Person
    listed: Mapping[tuple[date, str], list[Listed]]
    doubts: frozenset[str]
    gaps: frozenset[str]


@cache
def documents() -> dict[str, Any]:
    """The cases as written, by policy."""
    found: dict[str, Any] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return found


def county_of(policy: str) -> str:
    return str(documents()[policy]["county"])


def month_of(policy: str) -> date:
    return date.fromisoformat(f"{documents()[policy]['month']}-01")


def cases_of(policy: str) -> Iterator[Case]:
    """Every case of the policy, each with a household of its own."""
    written = documents()[policy]["cases"]
    pairs = households(county_of(policy), len(written))
    for (name, said), (head, son) in zip(written.items(), pairs, strict=True):
        rows: dict[tuple[date, str], list[Listed]] = defaultdict(list)
        for key, cells in said.items():
            if key not in SAID:
                rows[_place(policy, key)] += [_row(head, son, dict(row)) for row in cells]
        yield Case(name, head, son, rows, frozenset(said.get("doubts", [])), frozenset(said.get("gaps", [])))


def _place(policy: str, key: str) -> tuple[date, str]:
    *month, feed = key.split()
    return (date.fromisoformat(f"{month[0]}-01") if month else month_of(policy), feed)


def _row(head: Person, son: Person, cells: dict[str, Any]) -> Listed:
    return (son if cells.pop("who", "head") == "son" else head, cells)


def live_through(settings: Settings, policy: str) -> None:
    """Send every list of the policy's county, land them, and build and publish its month."""
    county, month, cases = county_of(policy), month_of(policy), list(cases_of(policy))
    lists: dict[tuple[date, str], list[Listed]] = defaultdict(list)
    for case in cases:
        for place, rows in case.listed.items():
            lists[place] += rows
    put_register(settings, county, month, [person for case in cases for person in (case.head, case.son)])
    for (sent, feed), rows in lists.items():
        put_list(settings, county, sent, feed, rows)
    land_month(settings, county, month)
    publish_month(settings, county, month)
