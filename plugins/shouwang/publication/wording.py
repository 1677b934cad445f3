"""How months, days, places and codes are written on a list."""

import calendar
from datetime import date, timedelta

from shouwang.divisions import LEVEL_DIGITS, divisions, divisions_on, seat
from shouwang.feeds import REGISTER, feed


def write_month(month: date) -> str:
    """``2022年1月``."""
    return f"{month.year}年{month.month}月"


def write_day(day: date) -> str:
    """``2022年1月5日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def write_share(part: int, whole: int) -> str:
    """``85%``, ``—`` of nothing."""
    return f"{part / whole:.0%}" if whole else "—"


def last_day(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def following_month(month: date) -> date:
    """The first day of the month after ``month``."""
    return last_day(month) + timedelta(days=1)


def feedback_due(month: date) -> date:
    """The day by which townships answer the lists of a data month: the last of the month after it."""
    return last_day(following_month(month))


def name_place(code: str, month: date) -> str:
    """The name of a county, township or village in the month, its newest when it does not stand then.

    Its code when the divisions do not know it. A county is named by whatever code it is called.
    """
    own = seat(code, month) if len(code) == LEVEL_DIGITS["county"] else code
    found = divisions_on(month).get(own) or divisions().get(own)
    return found.name if found else code


def label_relation(code: str | None) -> str:
    """The relation to the head in the words of the register (``户主``, ``之子``)."""
    return feed(REGISTER).column("relation_code").label_of.get(code or "", "关系不详")
