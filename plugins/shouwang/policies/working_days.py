"""Chinese working days: the State Council's yearly notices as a kept library knows them, a county's own table above.

A table is a file ``<county_prefix>.working_days.csv`` beside the packs, or in the folder ``SHOUWANG_POLICIES``: header
``日期,安排,依据``, one line a day that is 上班 or 休息. Its days go before the library's; a year only the table
knows is Monday to Friday but for the days it lists. Years end where nobody knows: what needs a later day is refused.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]  # it brings no types

from shouwang.settings import settings

HERE = Path(__file__).parent
FIRST_YEAR = 2019
SUFFIX = ".working_days.csv"
KINDS = {"上班": True, "休息": False}
SATURDAY = 5
NATION = ""  # the area of which everybody is part


class WorkingDaysRefused(ValueError):
    """A county's table of working days that cannot be read; says in which line."""


@cache
def working_days() -> Mapping[str, Mapping[date, bool]]:
    """Area (nation, or prefix of the counties with a table) to each known day and whether one works on it."""
    own = settings().policies
    paths = [path for folder in (HERE, own) if folder for path in sorted(folder.glob(f"*{SUFFIX}"))]
    tables = {
        path.name.removesuffix(SUFFIX): read_table(path.read_text(encoding="utf-8-sig"), path.name) for path in paths
    }
    return {area: dict(_days(table)) for area, table in tables.items()} | {NATION: dict(_days({}))}


def read_table(text: str, name: str) -> dict[date, bool]:
    """Day to whether one works, as a table says; WorkingDaysRefused for a line that cannot be read or a day twice."""
    days: dict[date, bool] = {}
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            day, is_working = date.fromisoformat((row["日期"] or "").strip()), KINDS[(row["安排"] or "").strip()]
        except (KeyError, ValueError):
            raise WorkingDaysRefused(
                f"{name} 第 {number} 行：应为“日期,安排,依据”，安排写上班或休息，日期如 2027-02-05"
            ) from None
        if day in days:
            raise WorkingDaysRefused(f"{name} 第 {number} 行：{day} 写了两次，请只留一处")
        days[day] = is_working
    return days


def _days(table: Mapping[date, bool]) -> Iterator[tuple[date, bool]]:
    for year in count(FIRST_YEAR):
        is_listed = any(day.year == year for day in table)
        if not is_listed and not _is_known(year):
            return
        for offset in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
            day = date(year, 1, 1) + timedelta(days=offset)
            yield day, table[day] if day in table else _is_working(day)


def _is_working(day: date) -> bool:
    return chinese_calendar.is_workday(day) if _is_known(day.year) else day.weekday() < SATURDAY


@cache
def _is_known(year: int) -> bool:
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True
