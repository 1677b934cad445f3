"""The examples and every transition as households of a county, and the lists its departments send of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from shouwang.feeds.declarations import vocabulary
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.wording import last_day
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from tests.department_files import Listed, Person, households, put_list, put_register
from tests.policies.cases.transitions import Transition, transitions

EXAMPLES = Path(__file__).parent / "examples.yml"
CODES: Mapping[str, str] = vocabulary()["case_step_code"]["codes"]
LABELS = {code: label for label, code in reversed(list(CODES.items()))}


class Case(NamedTuple):
    """One household of the examples."""

    name: str
    head: Person
    said: Mapping[str, Any]

    @property
    def last_step(self) -> tuple[str, date]:
        """Code and day of the step its table says last."""
        label, day = list(self.said["steps"].items())[-1]
        return CODES[label], day


class County(NamedTuple):
    """The county of a policy in its month; the examples first, then a household for each transition."""

    policy: str
    county: str
    month: date
    cases: tuple[Case, ...]
    tried: tuple[tuple[Person, Transition], ...]

    @property
    def lists(self) -> Mapping[str, list[Listed]]:
        """Every list to its rows."""
        rows: dict[str, list[Listed]] = defaultdict(list)
        for case in self.cases:
            rows["case_steps"] += [_step(case.head, *step) for step in case.said.get("steps", {}).items()]
            for feed, cells in case.said.get("lists", {}).items():
                rows[feed].append((case.head, cells))
        for head, transition in self.tried:
            rows["case_steps"] += [_step(head, LABELS[code], day) for code, day in transition.steps]
        return rows


def _step(head: Person, label: str, day: date) -> Listed:
    return head, {"case_step_code": label, "step_date": day}


@cache
def counties() -> Mapping[str, County]:
    """The examples as written, by policy."""
    document = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return {policy: _county(policy, **said) for policy, said in document.items()}


def _county(policy: str, county: str, month: str, cases: dict[str, Any]) -> County:
    first = date.fromisoformat(f"{month}-01")
    pairs = list(transitions(policy, last_day(first)))
    heads = [head for head, _ in households(county, len(cases) + len(pairs))]
    made = tuple(Case(name, head, said) for (name, said), head in zip(cases.items(), heads, strict=False))
    return County(policy, county, first, made, tuple(zip(heads[len(cases) :], pairs, strict=True)))


def live_through(settings: Settings, county: County) -> None:
    """Send every list of the county, land them, and build and publish its month."""
    heads = [case.head for case in county.cases] + [head for head, _ in county.tried]
    put_register(settings, county.county, county.month, heads)
    for feed, rows in county.lists.items():
        put_list(settings, county.county, county.month, feed, rows)
    land_month(settings, county.county, county.month)
    publish_month(settings, county.county, county.month)


class Lived(NamedTuple):
    """The counties after their month."""

    settings: Settings

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows as the publisher sees them."""
        with connect(self.settings, "publisher", "test") as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def by_household(self, query: str, county: County) -> Mapping[int, list[tuple[Any, ...]]]:
        """Household to what the rows say after it; the query asks for one county."""
        found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for household, *said in self.ask(query, county.county):
            found[household].append(tuple(said))
        return found

    def household_of(self, county: County, head: Person) -> int:
        """The household under its pseudonym."""
        pseudonyms = Pseudonyms(self.settings.secret("pseudonym_key"))
        return pseudonyms.household_id(county.county, head.household_number)


def examples(*said: str) -> Iterator[tuple[County, Case]]:
    """Every example that says one of these."""
    for county in counties().values():
        yield from ((county, case) for case in county.cases if set(said) & set(case.said))
