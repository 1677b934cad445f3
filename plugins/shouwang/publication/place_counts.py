"""A published month counted by townships as they were, and by the townships of a later month (as they are)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from shouwang.divisions import History, history
from shouwang.publication.wording import name_place
from shouwang.settings import Settings
from shouwang.warehouse import connect

TOWNSHIP = 9
PUBLISHED = "select exists (select from ops.publications where county_code = %s and month = %s)"
READ = """
select listed.village_code, present.village_code, count(*)::integer, sum(listed.risk_count)::integer
from publication.rpt_township_referrals as listed
left join marts.dim_households as present
    on present.county_code = listed.county_code and present.household_id = listed.household_id
        and present.valid_from <= %(as_of)s and %(as_of)s < present.valid_to
where listed.county_code = %(county)s and listed.month = %(month)s
group by listed.village_code, present.village_code
order by listed.village_code, present.village_code
"""


class Group(NamedTuple):
    """Referred households of one village that live in one village now (None: not in the register now)."""

    village_code: str
    present_village_code: str | None
    household_count: int
    risk_count: int


class TownshipCount(NamedTuple):
    """Referred households and risks of a township; ``assumed_count`` households were put there for lack of better."""

    township_code: str
    township_name: str
    household_count: int
    risk_count: int
    assumed_count: int


class PlaceCounts(NamedTuple):
    """The same households twice: by the townships of ``month`` and by those of ``as_of``; the totals are equal."""

    month: date
    as_of: date
    as_was: list[TownshipCount]
    as_is: list[TownshipCount]


def read_place_counts(settings: Settings, county_code: str, month: date, as_of: date) -> PlaceCounts:
    """Count the referrals published for ``month`` both ways; ValueError for an ``as_of`` before it.

    LookupError when the month is not published.
    """
    if as_of < month:
        raise ValueError(f"口径月份 {as_of:%Y-%m} 早于数据月份 {month:%Y-%m}；应为同月或以后的月份，请改正")
    with connect(settings, "publisher", "place counts") as connection, connection.cursor() as cursor:
        cursor.execute(PUBLISHED, (county_code, month))
        if (cursor.fetchone() or (False,)) != (True,):
            raise LookupError(f"{county_code} {month:%Y-%m} 还没有发布过数据；请先运行该月的发布流程")
        cursor.execute(READ, {"county": county_code, "month": month, "as_of": as_of})
        groups = [Group(*row) for row in cursor.fetchall()]
    return count_places(history(), groups, month, as_of)


def count_places(declared: History, groups: Iterable[Group], month: date, as_of: date) -> PlaceCounts:
    """The groups by township in ``month`` and in ``as_of``: see ``locate``."""
    found = list(groups)
    as_was = _count(((group.village_code, False, group) for group in found), month)
    as_is = _count(((*locate(declared, group, month, as_of), group) for group in found), as_of)
    return PlaceCounts(month, as_of, as_was, as_is)


def locate(declared: History, group: Group, month: date, as_of: date) -> tuple[str, bool]:
    """The village of ``as_of`` that a group counts for, and whether that is an assumption.

    The one successor of its village; of several the one where the households live now, else, assumed, the main one.
    """
    successors = declared.successors(group.village_code, month, as_of)
    if len(successors) == 1:
        return successors[0], False
    if group.present_village_code in successors:
        return str(group.present_village_code), False
    return _main_successor(declared, group.village_code, month, as_of), True


def _main_successor(declared: History, code: str, month: date, as_of: date) -> str:
    for step in declared.successions:  # by month: what a step leads to is left by a later one
        if step.predecessor == code and step.is_main and month < step.changed_on <= as_of:
            code = step.successor
    return code


def _count(placed: Iterable[tuple[str, bool, Group]], month: date) -> list[TownshipCount]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for village, is_assumed, group in placed:
        total = sums[village[:TOWNSHIP]]
        total[0] += group.household_count
        total[1] += group.risk_count
        total[2] += group.household_count if is_assumed else 0
    return [TownshipCount(code, name_place(code, month), *sums[code]) for code in sorted(sums)]
