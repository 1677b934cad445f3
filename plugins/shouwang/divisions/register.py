"""What the project asks of divisions: which stand in a month, which belong to a county, what became of them.

A county is called by one code in deliveries, packs, logins, locks and published rows: the first it ever had. Its own
division may get another code (``seat``); the divisions below it are found by the county all the same.
"""

import os
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

from shouwang.divisions.changes import HERE, read_moves
from shouwang.divisions.history import History, history_of
from shouwang.divisions.places import BEGINNING, LEVEL_DIGITS, Division, Level, base

PLACE = "SHOUWANG_DIVISION_CHANGES"  # a directory that holds a county's own changes instead of those that come with us
FURTHER = "SHOUWANG_DIVISIONS"  # a file like divisions.csv with the divisions of further counties
NEWEST = date(9999, 12, 1)  # a month after every change
SAME_COUNTY = {"recoded", "transferred"}


def history() -> History:
    """Divisions and successions as declared; DivisionChangeError names a line that cannot be."""
    return _history(os.environ.get(PLACE) or str(HERE), os.environ.get(FURTHER) or "")


@cache
def _history(directory: str, further: str) -> History:
    return history_of(base(*filter(None, [further])), read_moves(Path(directory)))


@cache
def _on(declared: History, month: date) -> dict[str, Division]:
    return declared.on(month)


@cache
def _named(declared: History) -> dict[str, Division]:
    return {division.code: division for division in declared.divisions}


@cache
def _below(declared: History, month: date) -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = defaultdict(list)
    for code in sorted(_on(declared, month)):
        division = _on(declared, month)[code]
        found[division.parent_code].append(division)
    return found


@cache
def _first_codes(declared: History) -> dict[str, str]:
    """County code to the code the same county had before, where it had one."""
    return {
        s.successor: s.predecessor
        for s in declared.successions
        if s.kind in SAME_COUNTY and len(s.successor) == LEVEL_DIGITS["county"]
    }


def divisions() -> dict[str, Division]:
    """Every division that ever stood by its code, under its newest name."""
    return _named(history())


def divisions_on(month: date) -> dict[str, Division]:
    """The divisions that stand in the month (its first day), by code."""
    return _on(history(), month)


def children(code: str, month: date = NEWEST) -> list[Division]:
    """The divisions right below ``code`` in the month, in the order of their codes; of a county by any code it had."""
    above = seat(county_of(code), month) if len(code) == LEVEL_DIGITS["county"] else code
    return list(_below(history(), month).get(above, []))


def county(code: str) -> Division:
    """The county that is called by this code; LookupError says which are known, or by which it is called."""
    found = divisions().get(code)
    if found is None or found.level != "county":
        known = ", ".join(f"{d.code} {d.name}" for d in divisions().values() if d.level == "county")
        raise LookupError(f"{code} is not a county we know; known: {known}")
    if county_of(code) != code:
        raise LookupError(f"{code} 是 {county_of(code)} 变更后的代码；系统中该县区沿用 {county_of(code)}，请改用")
    return found


def county_of(code: str) -> str:
    """The code by which the county of a county, township or village is called: the first it had."""
    first = code[: LEVEL_DIGITS["county"]]
    earlier = _first_codes(history())
    while first in earlier:
        first = earlier[first]
    return first


def seat(county_code: str, month: date) -> str:
    """The code that the county so called has itself in the month; the one it is called by once it is no more."""
    later = [c for c in history().successors(county_code, BEGINNING, month) if county_of(c) == county_code]
    return later[0] if later else county_code


def places_of(county_code: str, level: Level, month: date = NEWEST) -> list[Division]:
    """The county's divisions of a level that stand in the month, by code."""
    above = children(county_code, month)
    return above if level == "township" else [village for place in above for village in children(place.code, month)]


def codes_until(county_code: str, level: Level, month: date) -> list[str]:
    """Every code that a division of the county and level had in the month or before, by code."""
    return list(_codes_until(history(), county_code, level, month))


@cache
def _codes_until(declared: History, county_code: str, level: Level, month: date) -> tuple[str, ...]:
    found = {d.code for d in declared.divisions if d.level == level and d.valid_from <= month}
    return tuple(sorted(code for code in found if county_of(code) == county_code))


def sendable_villages(county_code: str, month: date) -> list[str]:
    """Village codes a list of the month may carry: those that stand, and ended ones that became exactly one village."""
    split = split_villages(county_code, month)
    return [code for code in codes_until(county_code, "village", month) if code not in split]


def split_villages(county_code: str, month: date) -> dict[str, list[Division]]:
    """Ended village code to the several villages it was split into, as they stand in the month."""
    ended = set(codes_until(county_code, "village", month)) - divisions_on(month).keys()
    became = {code: history().successors(code, BEGINNING, month) for code in sorted(ended)}
    return {
        code: [divisions_on(month)[after] for after in found if after in divisions_on(month)]
        for code, found in became.items()
        if len(found) > 1
    }
