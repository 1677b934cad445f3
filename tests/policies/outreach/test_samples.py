"""Samples: every township and category gets its share, the same month draws the same, results come back beside it."""

from collections import Counter
from datetime import date

import pytest

from shouwang.settings import Settings
from tests.policies.outreach.published import ask, read_rows, read_workbook
from tests.policies.outreach.samples import Stratum, draw, draw_of, people_of

STANDS = """
select household_id, township_code, category_code from marts.fct_household_category_months
where county_code = %s and month = %s and is_assigned
"""
OUTSIDE = """
select household.household_id, household.township_code from marts.fct_outreach_households as household
where household.county_code = %s and household.month = %s and 'formerly_registered' = any(outreach_ground_codes)
"""
RESULTS = """
select household_id, spot_check_code from marts.fct_sampled_households
where county_code = %s and month = %s and sample_month < month and spot_check_code is not null
"""
SHARES = """
select stratum_household_count, drawn_count, spot_checked_count, as_recorded_count, as_recorded_share::float8
from marts.fct_sample_results
where county_code = %s and month = %s and sample_month < month and stratum_code = 'tekun' order by drawn_count desc
"""


def strata(settings: Settings, month: date) -> dict[Stratum, list[int]]:
    """Township and category to all of its households."""
    found: dict[Stratum, list[int]] = {}
    for household, township, category in ask(settings, STANDS, "qidong", month):
        found.setdefault((township, category), []).append(household)
    for household, township in ask(settings, OUTSIDE, "qidong", month):
        found.setdefault((township, "formerly_registered"), []).append(household)
    return found


@pytest.mark.requirement("QD-09")
def test_every_township_and_category_is_drawn_by_its_share_rounded_up(lived: Settings, september: date) -> None:
    drawn, whole = draw_of(lived, "qidong", september), strata(lived, september)
    assert drawn.keys() == whole.keys()
    assert {category for _, category in drawn} == {
        *("dibao", "tekun", "dibao_edge", "expenditure_poverty", "formerly_registered"),
    }
    crowds = sorted((len(whole[place]), len(drawn[place])) for place in drawn if place[1] == "tekun")
    assert crowds == [(20, 1), (21, 2)]
    assert {len(drawn[place]) for place in drawn if place[1] != "tekun"} == {1}


@pytest.mark.requirement("QD-09")
def test_household_and_month_alone_say_who_is_drawn(lived: Settings, september: date, october: date) -> None:
    draws = {month: draw_of(lived, "qidong", month) for month in (september, october)}
    for month, drawn in draws.items():
        for place, households in strata(lived, month).items():
            assert drawn[place] == draw(reversed(households), month) == draw(households, month)
    assert draws[september] != draws[october]


@pytest.mark.requirement("QD-09")
def test_results_stand_beside_who_was_drawn_the_month_after(lived: Settings, september: date, october: date) -> None:
    pair = next(found for (_, kind), found in draw_of(lived, "qidong", september).items() if len(found) > 1)
    assert dict(ask(lived, RESULTS, "qidong", october)) == {pair[0]: "as_recorded", pair[1]: "not_delivered"}
    assert ask(lived, SHARES, "qidong", october) == [(21, 2, 2, 1, 0.5), (20, 1, 0, 0, None)]


@pytest.mark.requirement("QD-09")
def test_the_county_reads_whom_to_look_at_and_what_was_found(lived: Settings, september: date, october: date) -> None:
    note, rows = read_rows(read_workbook(lived, "qidong", september), "抽查样本")
    drawn = [number for numbers in draw_of(lived, "qidong", september).values() for number in numbers]
    assert "每个乡镇每类各抽5%" in note
    assert sorted(row["户主"] for row in rows) == sorted(people_of("qidong")[number].name for number in drawn)
    assert {row["抽查结果"] for row in rows} == {"待反馈"}
    assert "抽查结果" not in read_workbook(lived, "qidong", september).sheetnames
    workbook = read_workbook(lived, "qidong", october)
    told = Counter(row["抽查结果"] for row in read_rows(workbook, "抽查样本")[1] if row["抽取月份"] == "2022年9月")
    assert told == {"待反馈": len(drawn) - 2, "政策已落实、情况属实": 1, "政策未落实": 1}
    shares = [row for row in read_rows(workbook, "抽查结果")[1] if row["已反馈户数"]]
    assert [(row["户数"], row["抽取户数"], row["情况属实户数"], row["属实率"]) for row in shares] == [(21, 2, 1, "50%")]
