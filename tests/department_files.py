"""Lists as departments write them, made from the declarations: a county of small households, a file of any feed."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from shouwang.divisions import children
from shouwang.feeds import Column, feed
from shouwang.months import following
from shouwang.people.identity_numbers import check_character
from shouwang.settings import Settings

Cells = Mapping[str, Any]
Listed = tuple["Person", Cells]
BY_TYPE: Mapping[str, Any] = {"text": "某项", "amount": 1000, "count": 1, "phone": "13800000001", "name": "某人"}


@dataclass(frozen=True)
class Person:
    """A fictional person of the register, with the household's head."""

    household_number: str
    name: str
    id_number: str
    relation: str
    village_code: str
    head_name: str
    head_id_number: str


def households(county_code: str, count: int) -> Iterator[tuple[Person, Person]]:
    """Heads in their thirties, each with a son of school age, by turns in two townships."""
    villages = [children(township.code)[0].code for township in children(county_code)[:2]]
    for number in range(count):
        head_id, son_id = _id_number(county_code, 1985, number), _id_number(county_code, 2012, number)
        name = f"户主{_letters(number)}"
        shared = (villages[number % 2], name, head_id)
        household = f"{county_code}{number:06d}"
        yield (
            Person(household, name, head_id, "户主", *shared),
            Person(household, f"之子{_letters(number)}", son_id, "之子", *shared),
        )


def _letters(number: int) -> str:
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:02d}")


def _id_number(county_code: str, year: int, number: int) -> str:
    first = f"{county_code}{date(year, 1, 1) + timedelta(days=number):%Y%m%d}011"
    return first + check_character(first)


def put_register(settings: Settings, county_code: str, month: date, people: Sequence[Person]) -> Path:
    """The household register of the month, in the inbox."""
    return put_list(settings, county_code, month, "household_register", [(person, {}) for person in people])


def put_list(settings: Settings, county_code: str, month: date, name: str, listed: Sequence[Listed]) -> Path:
    """One list of the feed ``name`` about people, in the inbox two days before the deadline."""
    path = write_list(settings.inbox / county_code / f"{month:%Y-%m}", month, name, listed)
    received = datetime(following(month).year, following(month).month, 8, 1, tzinfo=UTC).timestamp()
    os.utime(path, (received, received))
    return path


def write_list(directory: Path, month: date, name: str, listed: Sequence[Listed]) -> Path:
    """A workbook of the rows of ``list_rows``."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in list_rows(month, name, listed):
        sheet.append(row)
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{feed(name).title}.xlsx"
    book.save(path)
    return path


def list_rows(month: date, name: str, listed: Sequence[Listed]) -> list[list[Any]]:
    """Title, header and one row for each person; what is not said is filled where it must be."""
    declared = feed(name)
    rows = [
        [said.get(column.name, _cell(column, person, month)) for column in declared.columns] for person, said in listed
    ]
    return [[declared.title], [column.header for column in declared.columns], *rows]


def _cell(column: Column, person: Person, month: date) -> Any:
    told = {
        "household_number": person.household_number,
        "person_name": person.name,
        "id_number": person.id_number,
        "head_name": person.head_name,
        "head_id_number": person.head_id_number,
        "relation_code": person.relation,
        "village_code": person.village_code,
    }
    if column.name in told:
        return told[column.name]
    if not column.required:
        return None
    if column.codes:
        return column.label_of[min(column.label_of)] if column.name != "sex_code" else "男"
    if column.type in {"date", "month"}:
        return month + timedelta(days=14)
    return f"{person.household_number}号" if column.name.endswith("_number") else BY_TYPE[column.type]
