"""What goes wrong on the way to a list: damaged numbers, dates, amounts, codes, empty cells, and unknown people."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import numpy as np

from shouwang.feeds import Feed
from shouwang.feeds import feed as declared_feed
from shouwang.people.identity_numbers import CHECK_CHARACTERS, check_character
from shouwang.simulation.cells import certificate_number, serial_number
from shouwang.simulation.identity_numbers import RESIDENT_RANKS
from shouwang.simulation.names import given_names, surnames
from shouwang.simulation.plan import Plan
from shouwang.simulation.rows import Row
from shouwang.simulation.shocks import shock_of

BROKEN_SHARE, UNMATCHED_SHARE = 0.02, 0.005
AT_LEAST_ONE_FROM = 50  # rows
STRANGER_SERIAL = 900_000  # residents' rows of a month never count so far
MULTIPLE_BIRTH = 49  # strangers of one birth date the free ranks can number

Rng = np.random.Generator


def with_breakage(plan: Plan, month: date, rows: Sequence[Row]) -> list[Row]:
    """The rows with some spoiled (about 2 %) and some people added whom the register does not know (about 0.5 %)."""
    rng = plan.chance("breakage", f"{month:%Y-%m}")
    spoiled = list(rows)
    for place in _some(rng, BROKEN_SHARE, len(rows)):
        kinds = sorted(applicable(declared_feed(rows[place].feed)))
        spoiled[place] = broken(rng, rows[place], kinds[int(rng.integers(len(kinds)))], month)
    for count, place in reversed(list(enumerate(_some(rng, UNMATCHED_SHARE, len(rows))))):
        spoiled.insert(place + 1, about_stranger(rng, plan, month, rows[place], count))
    return spoiled


def applicable(feed: Feed) -> dict[str, str]:
    """The kinds of damage a required column of ``feed`` can have, each with the first such column."""
    found: dict[str, str] = {}
    for column in feed.columns:
        if column.required:
            found |= {kind: column.name for kind in KINDS_OF_TYPE.get(column.type, ()) if kind not in found}
    return found


def broken(rng: Rng, row: Row, kind: str, month: date) -> Row:
    """``row`` damaged in the way ``kind``; cells that quote a damaged identity number are left empty."""
    column = applicable(declared_feed(row.feed))[kind]
    quoting = {
        name: "" for name, value in row.values.items() if kind.startswith("id_") and row.subject_id_number in str(value)
    }
    return row.spoiled(kind, quoting | {column: DAMAGES[kind](rng, str(row.values[column]), month)})


def _some(rng: Rng, share: float, count: int) -> list[int]:
    """Places of about ``share`` of ``count`` rows, at least one from fifty rows on."""
    wanted = max(round(share * count), int(count >= AT_LEAST_ONE_FROM))
    return sorted(int(place) for place in rng.choice(count, size=wanted, replace=False)) if wanted else []


def about_stranger(rng: Rng, plan: Plan, month: date, row: Row, count: int) -> Row:
    """A row like ``row`` about somebody with a valid number whom the register has never seen."""
    feed, shock = declared_feed(row.feed), shock_of(row.feed)
    number, is_male = _stranger_number(rng, plan, count)
    name = str((surnames(rng, 1) + given_names(rng, np.array([is_male])))[0])
    name_column = row.id_column.replace("head_id_number", "head_name").replace("id_number", "person_name")
    serials = {
        column: serial_number(plan, month, draw.serial, STRANGER_SERIAL + count)
        for column, draw in shock.draws.items()
        if draw.serial
    }
    values = {**row.values, **serials, row.id_column: number, name_column: name}
    certificates = {
        column: certificate_number(feed, values) for column, draw in shock.draws.items() if draw.certificate
    }
    return Row(row.feed, values | certificates, number, state="unmatched")


def _stranger_number(rng: Rng, plan: Plan, count: int) -> tuple[str, bool]:
    born = date(1940, 1, 1) + timedelta(days=int(rng.integers(25_000)))
    is_male = bool(rng.random() < 0.5)  # noqa: PLR2004 - even odds
    rank = RESIDENT_RANKS + count % MULTIPLE_BIRTH
    first = f"{plan.county_code}{born:%Y%m%d}{2 * (rank + 1) - is_male:03d}"
    return first + check_character(first), is_male


def _wrong_check_digit(_: Rng, number: str, __: date) -> str:
    return number[:-1] + CHECK_CHARACTERS[(CHECK_CHARACTERS.index(number[-1]) + 1) % 11]


def _digits_lost(rng: Rng, number: str, _: date) -> str:
    return number[: 15 if rng.integers(2) else 17]


def _scientific(_: Rng, number: str, __: date) -> str:
    return f"{int(number[:17] + '0'):.5E}"


def _no_day(_: Rng, __: str, month: date) -> str:
    return f"{month.year}-02-30"


def _one_of(*texts: str) -> Callable[[Rng, str, date], str]:
    return lambda rng, _, __: texts[int(rng.integers(len(texts)))]


DAMAGES: dict[str, Callable[[Rng, str, date], str]] = {
    "id_check_digit": _wrong_check_digit,
    "id_digits_lost": _digits_lost,
    "id_scientific": _scientific,
    "id_empty": _one_of(""),
    "date_invalid": _no_day,
    "amount_text": _one_of("约一万", "一万余元", "待核实"),
    "code_unknown": _one_of("待定", "不详"),
    "cell_empty": _one_of(""),
}
KINDS_OF_TYPE = {
    "id_number": ("id_check_digit", "id_digits_lost", "id_scientific", "id_empty"),
    "date": ("date_invalid",),
    "amount": ("amount_text",),
    "code": ("code_unknown",),
    "name": ("cell_empty",),
    "text": ("cell_empty",),
}
