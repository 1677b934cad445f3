"""Months: first days, written ``2022-01``; and the clock by which days are told."""

import re
from datetime import date
from zoneinfo import ZoneInfo

LAST_MONTH = date(9999, 12, 1)
BEIJING = ZoneInfo("Asia/Shanghai")
FORM = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def parse_month(text: str) -> date:
    """The first day of the month written ``YYYY-MM``; ValueError says what was seen."""
    found = FORM.fullmatch(text.strip())
    if not found:
        raise ValueError(f"expected a month written YYYY-MM, such as 2022-01, found {text!r}")
    return date(int(found[1]), int(found[2]), 1)


def following(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_between(first: date, last: date) -> list[date]:
    """Every month from ``first`` to ``last``, both included."""
    found = []
    while first <= last:
        found.append(first)
        first = following(first)
    return found


def months_before(month: date, count: int) -> date:
    """The first day of the month ``count`` months before."""
    years, months = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(years, months + 1, 1)
