"""The examples as the lists of a county: two months that are sent, and the months before as August stood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from shouwang.divisions import children
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from tests.department_files import Cells, Person, households, put_list, put_register

COUNTY, AUGUST, SEPTEMBER = "340604", date(2022, 8, 1), date(2022, 9, 1)
EXAMPLES = Path(__file__).parent / "examples.yml"
VILLAGES = [village.code for township in children(COUNTY)[:2] for village in children(township.code)[:6]]
STRUCK, *QUIET = VILLAGES  # a crowd lives in all of them, the examples in the quiet ones
EACH, USUAL, EXTRA = 40, 8, 20  # households of the crowd in a village, found in need in a month, and more in one place
LIFTED: Cells = {"household_kind_code": "脱贫户", "monitored_kind_code": "未纳入"}
MONITORED: Cells = {
    "household_kind_code": "一般农户",
    "monitored_kind_code": "边缘易致贫户",
    "identified_month": "202103",
    "risk_1_code": "因意外事故",
    "risk_eliminated_code": "否",
}
SOUND: Cells = {
    "dangerous_house_code": "否",
    "water_safe_code": "是",
    "household_insured_code": "是",
    "household_dropout_code": "否",
}
# The months before August as August was published, further and further back.
REMEMBERED = {"fct_household_range_months": (5, ()), "fct_household_risk_months": (11, ("first_known_month",))}
COLUMNS = "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and attname <> 'month'"
KNOWN_INCOMES = """
delete from marts.fct_household_range_months_v1
where household_id = %s and month <= date '2022-09-01' - make_interval(months => %s)
"""
INCOME_OF_JUNE = """
update marts.fct_household_range_months_v1 set income_per_person_amount = %s
where household_id = %s and month = '2022-06-01'
"""


@dataclass(frozen=True)
class Example:
    """One household of the examples with the person that stands for it."""

    group: str
    name: str
    said: Mapping[str, Any]
    head: Person

    @property
    def household_id(self) -> int:
        """Its pseudonym in the tests' warehouses."""
        return Pseudonyms("5e" * 32).household_id(COUNTY, self.head.household_number)


@cache
def examples() -> list[Example]:
    """Every example, in order."""
    document = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    named = [(group, name, said) for group, cases in document.items() for name, said in cases.items()]
    people = (head for head, _ in households(COUNTY, len(named)))
    return [
        Example(group, name, said, _housed(head, number))
        for number, ((group, name, said), head) in enumerate(zip(named, people, strict=True))
    ]


def _housed(head: Person, number: int) -> Person:
    name = f"户主{number}"
    return replace(head, village_code=QUIET[number % len(QUIET)], name=name, head_name=name)


@cache
def crowd() -> list[Person]:
    """Heads of the villages among which one is struck, those of a village one after another."""
    people = [head for head, _ in households(COUNTY, len(examples()) + EACH * len(VILLAGES))][len(examples()) :]
    return [replace(head, village_code=VILLAGES[number // EACH]) for number, head in enumerate(people)]


def live(settings: Settings) -> None:
    """August sent and published, the months before it made of it, September sent and published."""
    for month in (AUGUST, SEPTEMBER):
        _send(settings, month)
        land_month(settings, COUNTY, month)
        publish_month(settings, COUNTY, month)
        if month == AUGUST:
            _remember(settings)


def _send(settings: Settings, month: date) -> None:
    is_now = month == SEPTEMBER
    there = [one for one in examples() if not (is_now and one.said.get("gone"))]
    put_register(settings, COUNTY, month, [*(one.head for one in there), *crowd()])
    for feed, rows in _lists(month).items():
        put_list(settings, COUNTY, month, feed, list(rows))


def _lists(month: date) -> dict[str, Iterator[tuple[Person, Cells]]]:
    every = examples()
    listed = [one for one in every if one.said.get("listed", True)]
    news = every if month == SEPTEMBER else []
    return {
        "monitored_households": ((one.head, _national(one, month)) for one in listed),
        "monitored_members": ((one.head, _member(one)) for one in listed if one.said.get("members", "") is not None),
        "household_incomes": ((one.head, {"income_per_person_amount": one.said.get("income", 8000)}) for one in every),
        "civil_affairs_dibao_roll": (
            (one.head, {"area_code": "农村"}) for one in every if month.month in one.said.get("dibao", [])
        ),
        "patrol_reports": iter([*_patrols(news, month), *_crowd_patrols(month)]),
        "medical_insurance_self_paid": (
            (one.head, {"out_of_pocket_amount": one.said.get("self_paid", 1)}) for one in news or every[:1]
        ),
        "human_resources_labour": (
            (one.head, {"labour_state_code": one.said["labour"]}) for one in news if "labour" in one.said
        ),
    }


def _national(one: Example, month: date) -> Cells:
    kind = LIFTED if one.group == "watched" else MONITORED
    ended = {"risk_eliminated_code": "是"} if one.said.get("eliminated") and month == SEPTEMBER else {}
    return {**kind, **SOUND, **one.said.get("household", {}), **ended}


def _member(one: Example) -> Cells:
    return {"labour_code": one.said.get("members", "普通劳动力"), "relation_code": "户主", "health_code": "健康"}


def _patrols(news: Sequence[Example], month: date) -> Iterator[tuple[Person, Cells]]:
    for one in news:
        for day, change in enumerate(one.said.get("patrol", []), start=3):
            yield one.head, {"change_code": change, "found_date": month.replace(day=day)}


def _crowd_patrols(month: date) -> Iterator[tuple[Person, Cells]]:
    """In every village the usual number, never the same households; in September more in one village."""
    first = 0 if month == AUGUST else USUAL
    for number, village in enumerate(VILLAGES):
        count = USUAL + (EXTRA if month == SEPTEMBER and village == STRUCK else 0)
        for head in crowd()[number * EACH + first :][:count]:
            yield head, {"change_code": "产业发展受挫"}


def _remember(settings: Settings) -> None:
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        for table, (months, shifted) in REMEMBERED.items():
            cursor.execute(COLUMNS, (f"marts.{table}",))
            columns = [column for (column,) in cursor.fetchall()]
            for back in range(1, months + 1):
                cursor.execute(_copy(table, columns, shifted), {"back": back})
        for one in examples():
            if "known_months" in one.said:
                cursor.execute(KNOWN_INCOMES, (one.household_id, one.said["known_months"]))
            if "income_before" in one.said:
                cursor.execute(INCOME_OF_JUNE, (one.said["income_before"], one.household_id))


def _copy(table: str, columns: Sequence[str], shifted: Sequence[str]) -> str:
    earlier = "({} - make_interval(months => %(back)s))::date"
    values = [earlier.format(column) if column in shifted else column for column in columns]
    into = f"marts.{table}_v1 (month, known_from, {', '.join(columns)})"
    shown = f"{earlier.format('month')}, '2022-09-01', {', '.join(values)}"
    return f"insert into {into} select {shown} from marts.{table} where month = '2022-08-01'"  # noqa: S608 - our own names
