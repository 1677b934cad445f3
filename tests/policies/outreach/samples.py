"""Samples reckoned here on their own: which households of a stratum a month draws, and spot checks of them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil

from shouwang.settings import Settings
from tests.department_files import Listed, Person
from tests.policies.outreach.counties import counties, household_id
from tests.policies.outreach.published import ask

SHARE = 0.05
DRAWN = """
select household_id, township_code, stratum_code from marts.fct_sampled_households
where county_code = %s and month = %s and sample_month = month order by township_code, stratum_code, draw_rank
"""
FOUND = ("政策已落实、情况属实", "政策未落实")
Stratum = tuple[str, str]


def draw_of(settings: Settings, policy: str, month: date) -> dict[Stratum, list[int]]:
    """Township and category to the households the month drew, in their order."""
    drawn: dict[Stratum, list[int]] = {}
    for household, township, stratum in ask(settings, DRAWN, policy, month):
        drawn.setdefault((township, stratum), []).append(household)
    return drawn


def draw(households: Iterable[int], month: date) -> list[int]:
    """What should be drawn of a stratum, whatever the order its households come in."""
    keys = {number: hashlib.sha256(f"{month:%Y-%m}:{number}".encode()).digest() for number in households}
    return sorted(keys, key=lambda number: (keys[number], number))[: ceil(len(keys) * SHARE)]


def people_of(policy: str) -> dict[int, Person]:
    """Household to its head, of cases and crowd."""
    county = counties()[policy]
    heads = [*(case.head for case in county.cases), *county.crowd]
    return {household_id(county.code, head): head for head in heads}


def answers_of(
    drawn: Mapping[Stratum, Sequence[int]], policy: str, month: date
) -> dict[tuple[date, str], list[Listed]]:
    """Spot checks of the two households drawn in the larger township: one as recorded, one not delivered."""
    first = counties()[policy].months[0]
    (pair,) = [numbers for (_, stratum), numbers in drawn.items() if stratum == "tekun" and len(numbers) > 1]
    heads = people_of(policy)
    said = {"sample_month": f"{first:%Y%m}", "check_date": month.replace(day=12)}
    rows: list[Listed] = [
        (heads[number], {**said, "spot_check_code": found}) for number, found in zip(pair, FOUND, strict=True)
    ]
    return {(month, "spot_checks"): rows}
