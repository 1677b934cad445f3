"""The cases of ``cases.yml`` as households of a county, and the lists its departments send of them month by month."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from shouwang.feeds import feed, feeds
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from tests.department_files import Listed, Person, households, put_list, put_register

CASES = Path(__file__).parent / "cases.yml"
NOTHING = {"compare_result_code": "无"}
CROWD = 41  # households on the tekun roll of Qidong: 21 in one township, 20 in the other
Lists = Mapping[tuple[date, str], Sequence[Listed]]


class Case(NamedTuple):
    """A household and what the table says of it."""

    name: str
    head: Person
    son: Person
    said: Mapping[str, Any]


class County(NamedTuple):
    """A county with its months, its cases, and a crowd of which nothing is told but that it is on a roll."""

    policy: str
    code: str
    months: tuple[date, ...]
    cases: tuple[Case, ...]
    crowd: tuple[Person, ...]


def household_id(county: str, head: Person) -> int:
    """The pseudonym of a household in the tests' warehouses."""
    return Pseudonyms("5e" * 32).household_id(county, head.household_number)


@cache
def counties() -> dict[str, County]:
    """The counties of the table by policy."""
    document = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return {policy: _county(policy, **said) for policy, said in document.items()}


def _county(policy: str, county: str, months: list[str], cases: dict[str, dict[str, Any]]) -> County:
    crowd_count = CROWD if policy == "qidong" else 0
    pairs = list(households(county, len(cases) + crowd_count))
    made = [Case(name, *pair, said) for (name, said), pair in zip(cases.items(), pairs, strict=False)]
    crowd = tuple(head for head, _ in pairs[len(cases) :])
    return County(policy, county, tuple(map(_month, months)), tuple(made), crowd)


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def publish(settings: Settings, policy: str, month: date, besides: Lists | None = None) -> None:
    """Send what the table has for the month (and, for the first, for months before), land, build and publish it."""
    county = counties()[policy]
    people = [person for case in county.cases for person in (case.head, case.son)]
    put_register(settings, county.code, month, [*people, *county.crowd])
    for (sent, name), rows in {**_lists(county, month), **(besides or {})}.items():
        put_list(settings, county.code, sent, name, rows)
    land_month(settings, county.code, month)
    publish_month(settings, county.code, month)


def _lists(county: County, month: date) -> dict[tuple[date, str], list[Listed]]:
    lists: dict[tuple[date, str], list[Listed]] = defaultdict(list)
    for case in county.cases:
        for place, listed in _rows(county, case, month):
            lists[place].append(listed)
    if county.crowd:
        lists[month, "civil_affairs_tekun_roll"] += [(head, {"approved_date": "2020-01-01"}) for head in county.crowd]
    return lists


def _rows(county: County, case: Case, month: date) -> Iterator[tuple[tuple[date, str], Listed]]:
    """Rows of the lists sent with ``month``; a stock is sent with every month."""
    first = county.months[0]
    for key, rows in case.said.items():
        *told, name = key.split()
        if name not in feeds():
            continue
        sent = _month(told[0]) if told else first
        is_stock = feed(name).content == "stock" and sent <= month
        if is_stock or sent == month or (month == first and sent < first):
            for row in rows:
                cells = dict(row)
                person = case.son if cells.pop("who", "head") == "son" else case.head
                yield (month if is_stock else sent, name), (person, cells)
    if "income" in case.said:
        yield from _means(county, case, month)


def _means(county: County, case: Case, month: date) -> Iterator[tuple[tuple[date, str], Listed]]:
    later = case.said.get("income_later", case.said["income"])
    income = case.said["income"] if month == county.months[0] else later
    yield (month, "household_incomes"), (case.head, {"income_per_person_amount": income, "compliant_expense_amount": 0})
    yield (month, "police_vehicles"), (case.head, NOTHING)
    yield (month, "taxation_assets"), (case.head, {**NOTHING, "asset_kind_code": "不动产"})
