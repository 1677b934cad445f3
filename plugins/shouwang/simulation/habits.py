"""How a department writes: the table ``habits.yml``, and one cell written by it."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import yaml

from shouwang.feeds import Column
from shouwang.feeds.declarations import Declaration
from shouwang.simulation.rows import Value

Cell = str | float | date | None  # a float is a number cell, a date an Excel date

FULL_WIDTH = str.maketrans("0123456789.,-X", "０１２３４５６７８９．，－Ｘ")


class Habit(Declaration):
    """The way one list is written; see ``habits.yml``."""

    format: Literal["xlsx", "csv"] = "xlsx"
    encoding: Literal["utf-8-sig", "gb18030"] = "utf-8-sig"
    separator: str = ","
    title: bool = False
    unit_line: bool = False
    header: int = 0
    serial: bool = False
    totals: bool = False
    note: str = ""
    signature: bool = False
    amounts: Literal["number", "text", "thousands", "full_width", "yuan"] = "text"
    dates: Literal["iso", "dotted", "compact", "chinese", "excel"] = "iso"
    numbers: tuple[Literal["plain", "lower_x", "trailing_space", "apostrophe", "full_width"], ...] = ("plain",)
    label: int = 0


@cache
def habits() -> dict[str, Habit]:
    """Every habit by the feed it writes."""
    document = yaml.safe_load((Path(__file__).parent / "habits.yml").read_text(encoding="utf-8"))
    return {feed: Habit.model_validate(habit) for feed, habit in document.items()}


def habit_of(feed: str) -> Habit:
    """The habit of ``feed``; LookupError says what to add when there is none."""
    if feed not in habits():
        raise LookupError(f"habits.yml 中没有 {feed}，请补上该名单的填报习惯")
    return habits()[feed]


def header(habit: Habit, column: Column) -> str:
    """What the department calls ``column``."""
    return column.headers[min(habit.header, len(column.headers) - 1)]


def written(habit: Habit, column: Column, value: Value, rng: np.random.Generator) -> Cell:
    """One true value as the department writes it."""
    if isinstance(value, Decimal):
        return amount(habit, value)
    if isinstance(value, date):
        return day(habit, value)
    if value and column.type == "code":
        return label(habit, column, value)
    return _number(habit, value, rng) if value and column.type == "id_number" else value


def amount(habit: Habit, value: Decimal) -> Cell:
    """An amount of yuan as the department writes it."""
    match habit.amounts:
        case "number":
            return float(value)
        case "thousands":
            return f"{value:,.2f}"
        case "full_width":
            return f"{value:.2f}".translate(FULL_WIDTH)
        case "yuan":
            return f"{value:.2f}元"
        case "text":
            return f"{value:.2f}"


def day(habit: Habit, value: date) -> Cell:
    """A date as the department writes it; an Excel date is text in a csv."""
    match habit.dates:
        case "dotted":
            return f"{value.year}.{value.month}.{value.day}"
        case "compact":
            return f"{value:%Y%m%d}"
        case "chinese":
            return f"{value.year}年{value.month}月{value.day}日"
        case "excel":
            return value
        case "iso":
            return value.isoformat()


def label(habit: Habit, column: Column, code: str) -> str:
    """The word the department uses for ``code``."""
    words = [word for word, meant in column.codes.items() if meant == code]
    return words[min(habit.label, len(words) - 1)]


def _number(habit: Habit, number: str, rng: np.random.Generator) -> str:
    way = habit.numbers[int(rng.integers(len(habit.numbers)))]
    ways = {
        "plain": number,
        "lower_x": number.lower(),
        "trailing_space": f"{number} ",
        "apostrophe": f"'{number}",
        "full_width": number.translate(FULL_WIDTH),
    }
    return ways[way]
