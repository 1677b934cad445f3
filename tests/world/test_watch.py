"""Over three months of the world: who sent what, what silence does, what is filed, and how far the townships are."""

from datetime import date
from typing import Any

import openpyxl
import pytest
from psycopg2 import sql

from shouwang.arrivals.board import read_board
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.city_progress import progress_rows, read_city_progress, write_city_workbook
from shouwang.settings import Settings
from shouwang.simulation.township_lists import publications
from shouwang.warehouse import connect
from tests.world.test_world import COUNTY, MONTHS

JANUARY, FEBRUARY, MARCH = MONTHS
CITY = COUNTY[:4]
Grid = list[tuple[Any, ...]]


def ask(settings: Settings, query: str, *values: object) -> Grid:
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL(query), values)
        return cursor.fetchall()


def household_of(settings: Settings, number: str) -> int:
    return Pseudonyms(settings.secret("pseudonym_key")).household_id(COUNTY, number)


def read_sheet(settings: Settings, month: date, pattern: str, name: str) -> Grid:
    (path,) = (settings.outbox / COUNTY / f"{month:%Y-%m}" / "01").glob(pattern)
    return list(openpyxl.load_workbook(path)[name].iter_rows(min_row=3, values_only=True))


def open_risks(settings: Settings, number: str) -> list[tuple[Any, ...]]:
    """Month, rule, age in months and status of the household's open risks."""
    return ask(
        settings,
        "select month, rule_code, months_since_reported, status_code from marts.fct_open_risk_months "
        "where household_id = %s order by rule_code, month",
        household_of(settings, number),
    )


@pytest.mark.requirement("YL-01")
def test_a_department_that_is_silent_or_has_nothing_to_report_clears_nobody(world: Settings) -> None:
    dibao = [risk for risk in open_risks(world, "YL0009") if risk[1] == "dibao_granted"]
    assert dibao == [
        (JANUARY, "dibao_granted", 0, "referred"),
        (FEBRUARY, "dibao_granted", 1, "referred"),  # an empty list came
        (MARCH, "dibao_granted", 2, "referred"),  # nothing came
    ]
    assert [(risk[0], risk[2], risk[3]) for risk in open_risks(world, "YL0006") if risk[1] == "orphan_recognised"] == [
        (JANUARY, 0, "referred"),
        (FEBRUARY, 1, "checking"),
        (MARCH, 2, "checking"),
    ]


def test_a_confirmed_risk_stays_open_and_an_answered_one_is_closed(world: Settings) -> None:
    house = [(risk[0], risk[2], risk[3]) for risk in open_risks(world, "YL0001") if risk[1] == "dangerous_house_listed"]
    assert house == [(JANUARY, 0, "referred"), (FEBRUARY, 1, "confirmed"), (MARCH, 2, "confirmed")]
    assert {risk[0] for risk in open_risks(world, "YL0011")} == {JANUARY}  # found not to be so in February
    assert {risk[0] for risk in open_risks(world, "YL0012")} == {FEBRUARY}  # provided for, said in March


def test_the_county_counts_open_risks_by_township(world: Settings) -> None:
    summed = ask(
        world,
        "select month, sum(open_household_count), sum(silent_household_count) from publication.rpt_county_summary "
        "group by month order by month",
    )
    counted = ask(
        world,
        "select month, count(distinct household_id), "
        "count(distinct household_id) filter (where months_since_reported > 0) "
        "from marts.fct_open_risk_months group by month order by month",
    )
    assert summed == counted
    assert [row[2] for row in summed] == [0, 8, 10]


@pytest.mark.requirement("YL-01")
def test_the_board_says_of_the_ledger_what_was_published(world: Settings) -> None:
    board = read_board(world, COUNTY, MARCH, 12)
    assert board["months"] == ["2022-01", "2022-02", "2022-03"]
    shown = {
        (listed["feed"], arrival["month"]): (arrival["arrival_code"], arrival["days_late"], arrival["due_date"])
        for listed in board["lists"]
        for arrival in listed["arrivals"]
    }
    published = ask(
        world,
        "select feed, to_char(month, 'YYYY-MM'), arrival_code, days_late, due_date from publication.rpt_feed_arrivals",
    )
    assert shown == {(feed, month): tuple(said) for feed, month, *said in published}
    assert shown["civil_affairs_dibao", "2022-02"][0] == "nil"


@pytest.mark.requirement("YL-01")
def test_the_county_workbook_shows_who_sent_what_and_which_list_is_in_force(world: Settings) -> None:
    lists = {row[2]: row for row in read_sheet(world, MARCH, "*县级汇总*", "部门报送")[1:]}
    house, register = lists["新增危房改造名单"], lists["农户家庭成员信息花名册"]
    assert (house[3], house[9]) == ("未报", "沿用2022年2月名单（已1个月未更新）")
    assert (register[3], register[9]) == ("按时", "本月名单")
    header, *rows = read_sheet(world, MARCH, "*县级汇总*", "报送月历")
    assert header[3:] == ("2022年\n1月", "2022年\n2月", "2022年\n3月")
    signs = {row[2]: row[3:] for row in rows}
    assert (signs["新增农村低保人员名单"], signs["新增危房改造名单"]) == (("✓", "零", "缺"), ("✓", "✓", "缺"))
    assert not [name for name, said in signs.items() if set(said) == {"—"}]


@pytest.mark.requirement("YL-09")
def test_each_department_is_scored_by_what_it_sent_and_what_the_field_found(world: Settings) -> None:
    scores = {
        (month, code): said
        for month, code, *said in ask(
            world,
            "select month, department_code, rows_in, rows_accepted, held_reasons, checked_count, disproved_count, "
            "quality_score::float from publication.rpt_department_scorecard",
        )
    }
    assert scores[JANUARY, "medical_insurance"] == [8, 7, {"id_number_not_18": 1}, 0, 0, 96.5]
    assert scores[FEBRUARY, "water"] == [2, 2, {}, 1, 1, 90.0]  # on time and sound, but what it said was not so
    assert scores[FEBRUARY, "housing"][3:] == [1, 0, 100.0]
    assert scores[FEBRUARY, "health"][5] == 0.0  # sent nothing
    sheet = {row[1]: row for row in read_sheet(world, JANUARY, "*县级汇总*", "数据质量评分")[1:]}
    assert (sheet["医疗保障局"][6], sheet["医疗保障局"][12], sheet["医疗保障局"][16]) == ("8/7", "87.5%", "96.5")
    assert sheet["医疗保障局"][17] == "身份证号不是18位 1"
    assert "公安局" not in sheet


@pytest.mark.requirement("LA-04")
@pytest.mark.parametrize("month", MONTHS)
def test_filings_agree_to_the_row_with_what_was_received_and_with_the_lists(world: Settings, month: date) -> None:
    directory = world.outbox / COUNTY / f"{month:%Y-%m}" / "01"
    filed: set[tuple[str, ...]] = set()
    record_count = 0
    for path in sorted((directory / "备案").glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        records: Grid = list(book["备案"].iter_rows(min_row=4, values_only=True))
        reconciled: Grid = list(book["对账"].iter_rows(min_row=4, values_only=True))
        *lists, total = reconciled
        assert all(row[2] == sum(row[3:8]) and row[8] == "相符" for row in (*lists, total))
        assert total[3] == len({(row[8], row[9]) for row in records})
        filed |= {(path.stem, str(row[1]), str(row[2]), str(row[3]), str(row[5])) for row in records}
        record_count += len(records)
    listed = {
        (str(row[1]), str(row[2]), label)
        for path in sorted(directory.glob("*入户核查名单*.xlsx"))
        for header, *rows in [openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True)]
        for row in rows
        for label in str(row[header.index("风险类型")]).split("、")
    }
    assert {(village, head, label) for _, _, village, head, label in filed} == listed
    assert len(filed) == len(listed)
    ((risk_count,),) = ask(world, "select sum(risk_count) from publication.rpt_county_summary where month = %s", month)
    header, *townships, total = read_sheet(world, month, "*县级汇总*", "统一交办")
    assert len(filed) == risk_count == total[-1] == sum(row[-1] for row in townships)
    assert set(header[1:-1]) == {department for department, *_ in filed}
    assert record_count >= risk_count


def test_a_department_is_filed_its_own_records_alone(world: Settings) -> None:
    records = read_sheet(world, JANUARY, "备案/医疗保障局.xlsx", "备案")[1:]
    assert [(row[3], row[4], row[7], row[9]) for row in records] == [
        ("李守田", "李小满（之子）", "12,345.60", 4),
        ("张有福", "张有福（户主）", "6,000.00", 6),
        ("张有福", "张有福（户主）", "5,000.50", 7),
    ]
    assert {row[10] for row in records} == {"411024100-202201"}
    (settlements, _) = read_sheet(world, JANUARY, "备案/医疗保障局.xlsx", "对账")[1:]
    assert settlements[2:8] == (8, 3, 1, 3, 0, 1)


def test_filings_are_not_taken_for_township_lists(world: Settings) -> None:
    lists = list(publications(world.outbox, COUNTY, MARCH))
    assert (world.outbox / COUNTY / "2022-03" / "01" / "备案" / "教体局.xlsx").exists()
    assert [found.township_code for found in lists] == ["411024100", "411024101"]


@pytest.mark.requirement("LA-10")
def test_progress_is_reported_by_township_and_month_and_summed_for_the_city(world: Settings) -> None:
    rows = [row[1:] for row in read_sheet(world, MARCH, "*县级汇总*", "进度调度")[1:]]
    assert [row for row in rows if row[1] == "合计"] == [
        ("2022年3月", "合计", 5, 0, 0, 0, 0, 0, 0, 0, 0, "0%"),
        ("2022年2月", "合计", 4, 1, 0, 0, 1, 0, 0, 0, 3, "25%"),
        ("2022年1月", "合计", 10, 3, 1, 1, 0, 1, 0, 0, 7, "30%"),
    ]
    assert ("2022年1月", "马栏镇", 6, 2, 1, 0, 0, 1, 0, 0, 4, "33%") in rows
    progress = read_city_progress(world, CITY, MARCH)
    counties = {county["county_code"]: county for county in progress["counties"]}
    assert [said["referral_month"] for said in counties[COUNTY]["months"]] == ["2022-03", "2022-02", "2022-01"]
    assert counties[COUNTY]["months"][2]["overdue_count"] == 7
    assert {code for code, county in counties.items() if county["is_published"]} == {COUNTY}
    assert ("鄢陵县", "2022-01", 10, 3, 1, 1, 0, 1, 0, 0, 7, "30%") in progress_rows(progress)
    assert write_city_workbook(progress) == write_city_workbook(read_city_progress(world, CITY, MARCH))


def test_a_city_nobody_knows_is_answered(world: Settings) -> None:
    with pytest.raises(LookupError, match="9999"):
        read_city_progress(world, "9999", MARCH)


def test_what_a_township_checked_and_found_no_risk_in_is_not_handed_out_again(world: Settings) -> None:
    quiet = ask(
        world,
        "select month, household_id, rule_code, check_date, quiet_until_month from marts.fct_quiet_risk_months",
    )
    until = date(2022, 8, 1)
    assert quiet == [(FEBRUARY, household_of(world, "YL0011"), "drinking_water_unsafe", date(2022, 2, 21), until)]
    listed = "select month from publication.rpt_township_referrals where household_id = %s order by month"
    assert ask(world, listed, household_of(world, "YL0011")) == [(JANUARY,)]
    (row,) = read_sheet(world, FEBRUARY, "*县级汇总*", "核查后静默")[1:]
    assert row[3:] == ("何水生", "饮水未完全保障", "—", "—", "2022年2月21日", "2022年8月")
    filed = ask(
        world,
        "select received_count, referred_signal_count, quieted_count from publication.rpt_department_reconciliations "
        "where month = %s and department_code = 'water'",
        FEBRUARY,
    )
    assert filed == [(2, 1, 1)]
