"""The examples as people and households of the files a county sends."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from shouwang.people.identity_numbers import check_character

EXAMPLES = Path(__file__).parent / "examples.yml"
AREA = "340604"
Cells = dict[str, str]


class Household(NamedTuple):
    """One household as it stands in the four lists; ``expected`` are the rules it breaks."""

    number: str
    household: Cells
    members: list[Cells]
    measures: list[Cells]
    incomes: Cells
    expected: frozenset[str]


@cache
def examples() -> dict[str, Any]:
    """The examples as written."""
    document: dict[str, Any] = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return document


def households(born: Counter[str]) -> Iterator[Household]:
    """Of every rule the household that breaks it (two where it takes two) and the one that does not.

    ``born`` counts the identity numbers given out by birth date, so that nobody has another's.
    """
    for rule, example in examples()["rules"].items():
        for copy in range(1 + example.get("twice", False)):
            failing = {rule, *example["fails"].get("also", [])}
            yield make(f"F{rule}-{copy}", example["sound"], example["fails"], failing, born)
        yield make(f"P{rule}", example["sound"], example["passes"], set(example["passes"].get("also", [])), born)


def make(number: str, sound: str, change: Mapping[str, Any], expected: set[str], born: Counter[str]) -> Household:
    """A sound household with one change to it."""
    base = examples()["sound"][sound]
    who = [name for name in examples()["members"] if name not in change.get("without", [])]
    numbers = {name: _identity_number(_member(name, change)["出生"], born) for name in examples()["members"]}
    members = [_written(number, name, change, numbers) for name in who]
    head = {"户编号": number, "户主姓名": f"户主{number}"}
    measures = [dict(zip(("帮扶措施类别", "帮扶措施", "措施状态"), m, strict=True)) for m in _measures(base, change)]
    return Household(
        number=number,
        household={**head, "户主身份证号": numbers["head"], **base["household"], **change.get("household", {})},
        members=members,
        measures=[{**head, **measure} for measure in measures],
        incomes={**head, **base["incomes"], **change.get("incomes", {})},
        expected=frozenset(expected),
    )


def _measures(base: Mapping[str, Any], change: Mapping[str, Any]) -> list[list[str]]:
    measures: list[list[str]] = change.get("measures", base["measures"])
    return measures


def _member(name: str, change: Mapping[str, Any]) -> Cells:
    return {**examples()["everybody"], **examples()["members"][name], **change.get(name, {})}


def _written(number: str, name: str, change: Mapping[str, Any], numbers: Mapping[str, str]) -> Cells:
    said = _member(name, change)
    form, _ = said.pop("number", "as it is"), said.pop("出生")
    who = {"户编号": number, "姓名": f"{name}{number}", "身份证号": _write_number(form, numbers[name], numbers["head"])}
    return {**who, **said}


def _identity_number(birth: str, born: Counter[str]) -> str:
    born[birth] += 1
    first = f"{AREA}{birth.replace('-', '')}{born[birth]:03d}"
    return first + check_character(first)


def _write_number(form: str, number: str, head: str) -> str:
    """How the cell reads: the number itself, or what people and programs make of it."""
    wrong = number[:17] + ("1" if number[17] == "0" else "0")
    return {
        "as it is": number,
        "as head": head,
        "one and the same": f"{AREA}19770302999{check_character(f'{AREA}19770302999')}",
        "17 characters": number[:17],
        "as a float": f"{number[0]}.{number[1:6]}E+17",
        "wrong check": wrong,
        "wrong birth": f"{number[:10]}1345{number[14:]}",
        "lower case and blanks": f" {number[:6]} {number[6:].lower()} ",
        "certificate": f"{number}44",
        "certificate with wrong check": f"{wrong}44",
        "placeholder": "999999197703020010",
        "passport": "E12345678",
    }[form]
