"""The examples as households, people and rows of the lists a county sends."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from shouwang.divisions import children
from shouwang.feeds import feeds
from shouwang.people.identity_numbers import check_character
from tests.department_files import Cells, Listed, Person

EXAMPLES = Path(__file__).parent / "examples.yml"
ADULT = date(1980, 1, 1)
NOTHING, FOUND = {"compare_result_code": "无"}, {"compare_result_code": "有"}
Lists = dict[str, list[Listed]]


class Case(NamedTuple):
    """One household of the examples; ``said`` is what the table says of it."""

    name: str
    people: tuple[Person, ...]
    said: Mapping[str, Any]


class Locality(NamedTuple):
    """A county and month with its cases."""

    policy: str
    county: str
    month: date
    cases: tuple[Case, ...]

    @property
    def lists(self) -> Lists:
        """Every list of the month to its rows."""
        lists: Lists = defaultdict(list)
        for case in self.cases:
            lists["household_register"] += [(person, {}) for person in case.people]
            _add_incomes(lists, case)
            _add_answers(lists, case)
            _add_rows(lists, case)
        return lists


@cache
def localities() -> dict[str, Locality]:
    """The examples by policy."""
    document = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return {policy: _locality(policy, **said) for policy, said in document.items()}


def _locality(policy: str, county: str, month: date, cases: dict[str, dict[str, Any]]) -> Locality:
    village = children(children(county, month)[0].code, month)[0].code
    made = [_case(number, name, said, village) for number, (name, said) in enumerate(cases.items())]
    return Locality(policy, county, month, tuple(made))


def _case(number: int, name: str, said: Mapping[str, Any], village: str) -> Case:
    births = said.get("members", [ADULT])
    head = f"户主{name}", _id_number(village, births[0], 10 * number + 1)
    relations = ["户主", "其他", "其他"]
    people = [
        Person(f"{village[:6]}{number:06d}", f"成员{place}{name}" if place else head[0], *rest, village, *head)
        for place, birth in enumerate(births)
        for rest in [(_id_number(village, birth, 10 * number + 1 + 2 * place), relations[place])]
    ]
    return Case(name, tuple(people), said)


def _id_number(village: str, birth: date, number: int) -> str:
    first = f"{village[:6]}{birth:%Y%m%d}{number:03d}"
    return first + check_character(first)


def _add_incomes(lists: Lists, case: Case) -> None:
    if "income" in case.said:
        said = {
            "income_per_person_amount": case.said["income"],
            "compliant_expense_amount": case.said.get("expense", 0),
        }
        lists["household_incomes"].append((case.people[0], said))


def _add_answers(lists: Lists, case: Case) -> None:
    missing = case.said.get("unanswered")
    for place, person in enumerate(case.people):
        if place == 1 and missing == "second":
            continue
        cars, houses = case.said.get("cars"), case.said.get("houses")
        if missing != "cars":
            found = {**FOUND, "asset_count": cars[0], "asset_value_amount": cars[1]} if cars and not place else NOTHING
            lists["police_vehicles"].append((person, found))
        if missing != "houses":
            found = {**FOUND, "asset_count": houses} if houses and not place else NOTHING
            lists["taxation_assets"].append((person, {**found, "asset_kind_code": "不动产"}))


def _add_rows(lists: Lists, case: Case) -> None:
    for name in sorted(set(case.said) & set(feeds())):
        row = dict(case.said[name])
        person = case.people[1] if row.pop("second", False) else case.people[0]
        lists[name].append((person, {**_defaults(name), **row}))


def _defaults(name: str) -> Cells:
    return {"household_kind_code": "一般农户"} if name == "monitored_households" else {}
