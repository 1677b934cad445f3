"""What happens to identity numbers on their way: each kind makes cells of people, and says what may become of them.

``reads`` kinds must land as exactly the person, ``may_read`` kinds as the person or be held, all others be held.
"""

import string
from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from shouwang.people.identity_numbers import check_character

Rng = np.random.Generator
Cell = str | float
Damage = Callable[[Rng, str], Cell]


class Kind(NamedTuple):
    """A kind of cell: how many are planted, in which file, how they come about, what may become of them."""

    planted: int
    file: Literal["workbook", "saved_as_text", "mixed", "sound"]
    damage: Damage
    outcome: Literal["reads", "may_read", "held"]


def _excel_number(_: Rng, number: str) -> float:
    return float(int(number[:15]) * 1000)


def _excel_text(_: Rng, number: str) -> str:
    return number[:15] + "000"


def _power(_: Rng, number: str) -> str:
    return f"{float(int(number[:15]) * 1000):.5E}"


def _float_text(_: Rng, number: str) -> str:
    return f"{float(int(number[:17] + '0')):.1f}"


def _old(_: Rng, number: str) -> str:
    return number[:6] + number[8:17]


def _letters(rng: Rng, number: str) -> str:
    swaps = (("0", "O"), ("0", "o"), ("1", "l"), ("1", "I"))
    changed = number
    for digit, letter in (swaps[int(place)] for place in rng.choice(4, size=2, replace=False)):
        changed = changed.replace(digit, letter)
    return changed


def _spaced(rng: Rng, number: str) -> str:
    separator = ("-", " ", ".", "\u3000", "·", "\u200b")[int(rng.integers(6))]
    return separator.join((number[:6], number[6:14], number[14:]))


def _quoted(rng: Rng, number: str) -> str:
    return ("'{}", "`{}", " {} ", "\ufeff{}", "{}\n")[int(rng.integers(5))].format(number)


def _wide(_: Rng, number: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in number)


def _certificate(rng: Rng, number: str) -> str:
    ending = ("", "B1", "b2")[int(rng.integers(3))]
    return f"{number}{rng.integers(1, 8)}{rng.integers(1, 5)}{ending}"


def _slip(rng: Rng, number: str) -> str:
    place = int(rng.integers(18))
    digit = str((int(number[place].replace("X", "0")) + int(rng.integers(1, 10))) % 10)
    return number[:place] + digit + number[place + 1 :] if digit != number[place] else _slip(rng, number)


def _swap(rng: Rng, number: str) -> str:
    places = [place for place in range(16) if number[place] != number[place + 1]]
    place = places[int(rng.integers(len(places)))]
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def _cut_off(rng: Rng, number: str) -> str:
    return number[: int(rng.integers(10, 18))]


def _lost(rng: Rng, number: str) -> str:
    place = int(rng.integers(18))
    return number[:place] + number[place + 1 :]


def _doubled(rng: Rng, number: str) -> str:
    place = int(rng.integers(17))
    return number[:place] + number[place] + number[place:]


def _placeholder(rng: Rng, number: str) -> str:
    date_part = f"999999{number[6:17]}"
    whole = (date_part + check_character(date_part), "0" * 18, "1" * 18, "123456789012345678", "无", "999999")
    return whole[int(rng.integers(len(whole)))]


def _two(rng: Rng, number: str) -> str:
    first_17 = f"411024{rng.integers(1940, 2000)}0{rng.integers(1, 10)}1{rng.integers(10)}{rng.integers(100, 999)}"
    return ("、", "/", "\n", "")[int(rng.integers(4))].join((number, first_17 + check_character(first_17)))


def _masked(_: Rng, number: str) -> str:
    return f"{number[:6]}{'*' * 8}{number[14:]}"


def _passport(rng: Rng, _: str) -> str:
    letters = string.ascii_uppercase.replace("I", "").replace("O", "")
    form = ("E{:08d}", f"E{letters[int(rng.integers(24))]}{{:07d}}", "H{:08d}", "T{:09d}", "军字第{:07d}号")
    return form[int(rng.integers(len(form)))].format(int(rng.integers(10**6, 10**7)))


KINDS: dict[str, Kind] = {
    "as it is": Kind(900, "mixed", lambda _, number: number, "reads"),
    "as it is, ending in 000": Kind(60, "sound", lambda _, number: number, "reads"),
    "small x": Kind(200, "mixed", lambda _, number: number.lower(), "reads"),
    "separated": Kind(500, "mixed", _spaced, "reads"),
    "quoted or padded": Kind(300, "mixed", _quoted, "reads"),
    "full width": Kind(200, "mixed", _wide, "reads"),
    "letters for digits": Kind(400, "mixed", _letters, "reads"),
    "disability certificate": Kind(400, "mixed", _certificate, "reads"),
    "15 digits": Kind(700, "mixed", _old, "may_read"),
    "other identifier": Kind(200, "mixed", _passport, "reads"),
    "stored as a number": Kind(1500, "workbook", _excel_number, "held"),
    "stored as a number, as text": Kind(1500, "saved_as_text", _excel_text, "held"),
    "shown as a power of ten": Kind(500, "saved_as_text", _power, "held"),
    "through a float": Kind(200, "saved_as_text", _float_text, "held"),
    "slip of a digit": Kind(700, "mixed", _slip, "held"),
    "two digits swapped": Kind(400, "mixed", _swap, "held"),
    "cut off": Kind(400, "mixed", _cut_off, "held"),
    "a digit lost": Kind(250, "mixed", _lost, "held"),
    "a digit doubled": Kind(250, "mixed", _doubled, "held"),
    "placeholder": Kind(100, "mixed", _placeholder, "held"),
    "two numbers": Kind(140, "mixed", _two, "held"),
    "masked": Kind(100, "mixed", _masked, "held"),
    "ending in 000 among ruined ones": Kind(100, "saved_as_text", lambda _, number: number, "held"),
}
RUINED = ("stored as a number", "stored as a number, as text")
