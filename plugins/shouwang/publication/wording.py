"""How months, days, places and codes are written on a list."""

import calendar
from datetime import date
from decimal import Decimal

from shouwang.divisions import LEVEL_DIGITS, divisions, divisions_on, seat
from shouwang.feeds import REGISTER, feed
from shouwang.months import following
from shouwang.publication.identities import UNKNOWN

NOT_SAID = "—"


def write_month(month: date | None) -> str:
    """``2022年1月``, ``—`` of none."""
    return f"{month.year}年{month.month}月" if month else NOT_SAID


def write_day(day: date | None) -> str:
    """``2022年1月5日``, ``—`` of none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else NOT_SAID


def write_amount(amount: Decimal | None) -> str:
    """Yuan: ``12,000.00``, ``—`` of none."""
    return NOT_SAID if amount is None else f"{amount:,.2f}"


def write_share(part: int, whole: int) -> str:
    """``85%``, ``—`` of nothing."""
    return f"{part / whole:.0%}" if whole else NOT_SAID


def last_day(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def feedback_due(month: date) -> date:
    """The day by which townships answer the lists of a data month: the last of the month after it."""
    return last_day(following(month))


def name_place(code: str, month: date) -> str:
    """The name of a county, township or village in the month, its newest when it does not stand then.

    Its code when the divisions do not know it. A county is named by whatever code it is called.
    """
    own = seat(code, month) if len(code) == LEVEL_DIGITS["county"] else code
    found = divisions_on(month).get(own) or divisions().get(own)
    return found.name if found else code


def name_home(
    township_code: str | None, village_code: str | None, month: date, unknown: str = UNKNOWN
) -> tuple[str, str]:
    """Township and village in words; ``unknown`` for a household that is not in the register."""
    township, village = (name_place(code, month) if code else unknown for code in (township_code, village_code))
    return (township, village)


def label_relation(code: str | None) -> str:
    """The relation to the head in the words of the register (``户主``, ``之子``)."""
    return feed(REGISTER).column("relation_code").label_of.get(code or "", "关系不详")
