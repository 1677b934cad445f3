"""Warnings are held to account by what checks found, and the next lists are ordered by it up to what can be visited."""

from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from scipy.stats import binomtest  # type: ignore[import-untyped]  # the library has no types

from shouwang.settings import Settings
from shouwang.simulation.township_lists import publications
from shouwang.stages import land_month, publish_month
from tests.policies.card.county import (
    COUNTY,
    MONTHS,
    OUTCOMES,
    answer,
    ask,
    county_rows,
    listed,
    name_of,
    townships,
)

JANUARY, FEBRUARY, MARCH = MONTHS
PLACES = [(month, township) for month, said in OUTCOMES["lists"].items() for township in said]
VISITS = """
select visit_position, expected_share::float8, household_id, known_from from marts.fct_township_visits_v1
where county_code = %s and month = %s and township_code = %s and known_to = 'infinity' order by visit_position
"""
OUTCOME = """
select outcome_code, count(*) from marts.fct_warning_outcomes_v1
where county_code = %s and referral_month = %s and rule_code = 'dibao_granted' and township_code = %s
    and valid_from <= %s and %s < valid_to and known_to = 'infinity'
group by 1 order by 1
"""
CARD = """
select confirmed_count, concluded_count, precision_low_share::float8, precision_high_share::float8
from publication.rpt_county_report_card where county_code = %s and month = %s and concluded_count > 0
"""
COUNTS = ("交办户数", "核查有结论", "属实拟纳入", "属实已有保障", "不属实", "未找到", "未到期", "逾期未反馈")
SHARES = ("属实率", "95%置信区间", "每查实一户的入户数", "说明")


def month_of(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


@pytest.mark.requirement("WH-10")
@pytest.mark.parametrize(("month", "township"), PLACES)
def test_lists_stand_in_the_order_of_what_checks_confirmed(lived: Settings, month: str, township: int) -> None:
    expected = OUTCOMES["lists"][month][township]
    rows = listed(lived, month_of(month), township)
    kinds = [name_of(row["户主身份证号"]).split("_")[0] for row in rows]
    assert [kind in said.split(" or ") for kind, (said, _, _) in zip(kinds, expected, strict=True)] == [True] * len(
        rows
    )
    assert [row["核查安排"] for row in rows] == [arrangement for _, arrangement, _ in expected]
    found = ask(lived, VISITS, COUNTY, month_of(month), townships()[township])
    assert [position for position, *_ in found] == list(range(1, len(expected) + 1))
    for (_, share, *_), (_, _, said) in zip(found, expected, strict=True):
        assert said is None or share == said


@pytest.mark.requirement("WH-10")
def test_a_line_says_what_checks_of_its_kind_found(lived: Settings) -> None:
    rows = listed(lived, FEBRUARY, 0)
    assert rows[0]["同类预警核查情况"] == "同类预警近12个月2户中2户属实（样本少），预计属实34.7%"
    assert rows[-1]["同类预警核查情况"] == "同类预警近12个月2户中0户属实（样本少），预计属实9.8%"
    assert listed(lived, JANUARY, 1)[0]["同类预警核查情况"] == "同类预警近12个月尚无核查结论，预计属实2.0%"


def test_the_line_is_drawn_once_above_the_first_who_waits(lived: Settings) -> None:
    (path,) = (p.path for p in publications(lived.outbox, COUNTY, FEBRUARY) if p.township_code == townships()[0])
    assert lines_of(path) == [(8, "能力线以下")]


def lines_of(path: Path) -> list[tuple[int, str]]:
    """Rows of the sheet above which a line is drawn, with their arrangement."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    column = [cell.value for cell in sheet[3]].index("核查安排")
    rows = enumerate(sheet.iter_rows(min_row=4), start=4)
    return [(number, str(row[column].value)) for number, row in rows if row[0].border.top.style == "thick"]


@pytest.mark.requirement("WH-10")
def test_who_waited_below_the_line_answers_the_list_that_named_it_first(lived: Settings) -> None:
    place = (COUNTY, JANUARY, townships()[1])
    assert ask(lived, OUTCOME, *place, JANUARY, JANUARY) == [("below_line", 1)]
    assert ask(lived, OUTCOME, *place, FEBRUARY, FEBRUARY) == [("pending", 1)]
    assert ask(lived, OUTCOME, *place, MARCH, MARCH) == [("confirmed", 1)]


@pytest.mark.requirement("WH-10")
@pytest.mark.parametrize("rule", OUTCOMES["card"])
def test_the_county_reads_what_became_of_the_warnings(lived: Settings, rule: str) -> None:
    level = "全县" if rule == "全部" else "规则"
    (row,) = (row for row in county_rows(lived, MARCH, "预警成效") if (row["口径"], row["规则"]) == (level, rule))
    assert [row[name] for name in (*COUNTS, *SHARES)] == OUTCOMES["card"][rule]


@pytest.mark.requirement("WH-10")
def test_months_rules_and_townships_add_up_to_the_county(lived: Settings) -> None:
    rows = county_rows(lived, MARCH, "预警成效分月")
    levels = {str(row["口径"]) for row in rows}
    counts = {level: Counter[str]() for level in levels}
    for row in rows:
        counts[row["口径"]][row["交办月份"]] += row["交办户数"]
    assert {level: dict(said) for level, said in counts.items()} == {
        level: {"2022年1月": 10, "2022年2月": 5} for level in ("全县", "部门", "规则", "乡镇", "规则×乡镇")
    }


def test_intervals_are_those_of_scipy(lived: Settings) -> None:
    found = ask(lived, CARD, COUNTY, MARCH)
    assert len({row[:2] for row in found}) > 3
    for confirmed, concluded, low, high in found:
        said = binomtest(confirmed, concluded).proportion_ci(0.95, method="wilson")
        assert (low, high) == (pytest.approx(said.low, abs=2e-5), pytest.approx(said.high, abs=2e-5))


@pytest.mark.requirement("WH-10")
def test_a_late_answer_leaves_the_order_of_earlier_lists(lived: Settings) -> None:
    before = [ask(lived, VISITS, COUNTY, FEBRUARY, code) for code in townships()]
    answer(lived, FEBRUARY, {"house_3": "not_confirmed", "house_4": "not_confirmed"})
    land_month(lived, COUNTY, MARCH)
    publish_month(lived, COUNTY, FEBRUARY)
    assert [ask(lived, VISITS, COUNTY, FEBRUARY, code) for code in townships()] == before
