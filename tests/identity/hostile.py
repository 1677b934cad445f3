"""Ten thousand records made to be taken for somebody else: whoever joins one to the wrong person is caught."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import polars as pl

from shouwang.people.identity_numbers import check_character

Row = dict[str, Any]
Record = tuple[Row, str | None]  # what was sent, and whose number it really was; None: nobody of the register
FIELDS = ("person_name", "village_name", "phone", "household_number", "sex_code", "relation_code")


def _sent(person: Row, number: str | None, **changed: Any) -> Row:
    return {**{name: person[name] for name in FIELDS}, "number": number, **changed}


def _zeros(number: str) -> str:
    return number[:15] + "000"


def _numbered(person: Row, sequence: int) -> str:
    first_17 = f"{person['id_number'][:14]}{sequence % 1000:03d}"
    return first_17 + check_character(first_17)


def _namesake_with_birthday(rng: np.random.Generator, person: Row, _: Row) -> Record:
    """Not in the register: same name, birthday and village, household and phone of another."""
    number = _numbered(person, int(person["id_number"][14:17]) + 2)
    sent = _sent(
        person, _zeros(number), household_number=f"9{rng.integers(10**9)}", phone=f"199{rng.integers(10**8):08d}"
    )
    return sent, None


def _near_double_in_household(rng: np.random.Generator, person: Row, _: Row) -> Record:
    """Not in the register: same name and birthday, written to the household of the double; the phone is his own."""
    number = _numbered(person, int(person["id_number"][14:17]) + 4)
    return _sent(person, _zeros(number), phone=f"199{rng.integers(10**8):08d}"), None


def _twin(_: np.random.Generator, person: Row, __: Row) -> Record:
    """Not in the register: the twin, of one household and phone, whose name differs in one character."""
    number = _numbered(person, int(person["id_number"][14:17]) + 2)
    return _sent(person, _zeros(number), person_name=person["person_name"][:-1] + "双"), None


def _child_of_his_name(rng: np.random.Generator, person: Row, _: Row) -> Record:
    """Not in the register: a child named as the father, in his household, with his phone."""
    first_17 = f"{person['id_number'][:6]}{rng.integers(2015, 2022)}0{rng.integers(1, 10)}1{rng.integers(10)}"
    first_17 += f"{rng.integers(100, 999)}"
    return _sent(person, _zeros(first_17 + check_character(first_17)), relation_code="son"), None


def _distance_two(rng: np.random.Generator, person: Row, _: Row) -> Record:
    """Not in the register: everything the same but two digits of the number, which is whole."""
    digits = list(person["id_number"])
    for place in rng.choice(17, size=2, replace=False):
        digits[int(place)] = str((int(digits[int(place)]) + int(rng.integers(1, 10))) % 10)
    return _sent(person, "".join(digits)), None


def _distance_one(rng: np.random.Generator, person: Row, _: Row) -> Record:
    """Not in the register: everything the same but one digit of the number."""
    digits = list(person["id_number"])
    place = int(rng.integers(6, 17))
    digits[place] = str((int(digits[place]) + int(rng.integers(1, 10))) % 10)
    return _sent(person, "".join(digits)), None


def _swapped_with_member(_: np.random.Generator, person: Row, member: Row) -> Record:
    """The number of another member of the household beside the name; it is the member's number."""
    return _sent(person, _zeros(member["id_number"])), member["id_number"]


def _missing(_: np.random.Generator, person: Row, __: Row) -> Record:
    """Not in the register: everything the same and no number at all."""
    return _sent(person, None), None


def _masked(_: np.random.Generator, person: Row, __: Row) -> Record:
    """Not in the register: everything the same and a number of which only place and end are shown."""
    return _sent(person, person["id_number"][:6] + "********" + person["id_number"][14:]), None


def _honest(_: np.random.Generator, person: Row, __: Row) -> Record:
    """The person, through a spreadsheet program: what the rule is for."""
    return _sent(person, _zeros(person["id_number"])), person["id_number"]


CASES: dict[str, Callable[[np.random.Generator, Row, Row], Record]] = {
    "namesake of one birthday": _namesake_with_birthday,
    "near double in the household": _near_double_in_household,
    "twin": _twin,
    "child of the father's name": _child_of_his_name,
    "two digits differ": _distance_two,
    "one digit differs": _distance_one,
    "number of another member": _swapped_with_member,
    "no number": _missing,
    "masked": _masked,
    "the person": _honest,
}


def hostile_records(people: pl.DataFrame, count: int) -> Iterator[tuple[str, Row, str | None]]:
    """``count`` records in turn of each kind, with the kind and whose number it really was; equal for equal people."""
    rng = np.random.default_rng(23)
    grown = people.drop_nulls("phone")
    chosen = grown.sample(count, with_replacement=True, seed=29).to_dicts()
    members = {number: rows.to_dicts() for (number,), rows in people.group_by("household_number", maintain_order=True)}
    for place, person in enumerate(chosen):
        kind = list(CASES)[place % len(CASES)]
        others = [m for m in members[person["household_number"]] if m["id_number"] != person["id_number"]]
        member = others[int(rng.integers(len(others)))] if others else chosen[place - 1]
        yield kind, *CASES[kind](rng, person, member)
