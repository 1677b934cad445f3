"""Doubts: when a delivery waits for a person, and when a difference is no reason to ask."""

from datetime import date

import pytest

from shouwang.feeds import feed
from shouwang.landing.doubts import rules as doubts
from shouwang.landing.doubts.rules import Change, stated_months

JANUARY, FEBRUARY, MARCH = date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1)
DIBAO, REGISTER, FEEDBACK = feed("civil_affairs_dibao"), feed("household_register"), feed("township_feedback")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("鄢陵县2022年1月新增农村低保人员名单", [JANUARY]),
        ("民政局_２０２２年０１月份_低保.xlsx", [JANUARY]),
        ("低保202201.xlsx", [JANUARY]),
        ("低保2022-1.xlsx", [JANUARY]),
        ("低保 2022.01 （终稿）", [JANUARY]),
        ("医疗保障局_2月_名单.csv", [FEBRUARY]),
        ("2022年1-3月低保名单", [JANUARY, FEBRUARY, MARCH]),
        ("2022年1月至3月低保名单", [JANUARY, FEBRUARY, MARCH]),
        ("填报时间：2022年2月8日", []),
        ("低保20220208.xlsx", []),
        ("低保2022-02-08.xlsx", []),
        ("2021-2022学年资助名单", []),
        ("近6个月低保名单", []),
        ("六政办秘〔2021〕44号", []),
    ],
)
def test_months_are_read_where_months_are_stated(text: str, expected: list[date]) -> None:
    assert stated_months([text], JANUARY) == expected


def test_a_month_without_a_year_is_the_nearest() -> None:
    assert stated_months(["1月"], date(2021, 12, 1)) == [JANUARY]
    assert stated_months(["12月"], JANUARY) == [date(2021, 12, 1)]


@pytest.mark.parametrize(
    ("stated", "is_asked"),
    [([], False), ([JANUARY], False), ([FEBRUARY], False), ([MARCH], True), ([date(2021, 1, 1)], True)],
)
def test_a_list_may_state_its_month_or_the_one_it_is_sent_in(stated: list[date], is_asked: bool) -> None:  # noqa: FBT001 -- a case of the table
    assert bool(doubts.doubt_of_stated_months(DIBAO, JANUARY, stated)) == is_asked


def test_what_comes_on_return_may_state_any_month() -> None:
    assert doubts.doubt_of_stated_months(FEEDBACK, MARCH, [date(2021, 1, 1)]) == []


@pytest.mark.parametrize(("rows", "same", "is_asked"), [(5, 5, True), (10, 9, True), (10, 8, False), (4, 4, False)])
def test_nearly_all_rows_of_another_month_are_asked_about(rows: int, same: int, is_asked: bool) -> None:  # noqa: FBT001 -- a case of the table
    assert bool(doubts.doubt_of_same_rows(rows, {FEBRUARY: same, MARCH: 1})) == is_asked


def test_dates_of_one_other_month_are_asked_about_unless_that_is_usual() -> None:
    found = doubts.doubt_of_dates(FEBRUARY, {JANUARY: 9, FEBRUARY: 1}, [])
    assert [one.question_code for one in found] == ["wrong_month"]
    assert "10个日期中有9个在2022年1月" in found[0].evidence
    assert doubts.doubt_of_dates(FEBRUARY, {JANUARY: 9, FEBRUARY: 1}, [1]) == []
    assert doubts.doubt_of_dates(FEBRUARY, {FEBRUARY: 10}, []) == []
    assert doubts.doubt_of_dates(FEBRUARY, {JANUARY: 4}, []) == []
    assert doubts.doubt_of_dates(MARCH, {JANUARY: 5, FEBRUARY: 5}, []) == []


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        (Change(1, 10, 6, 0), 1),
        (Change(1, 10, 5, 5), 0),
        (Change(1, 10, 0, 6), 1),
        (Change(1, 10, 6, 6), 2),
        (Change(1, 9, 9, 0), 0),
    ],
)
def test_a_revision_that_drops_or_changes_most_is_asked_about(change: Change, asked: int) -> None:
    assert len(doubts.doubt_of_change(change)) == asked


def test_a_correction_says_so_itself() -> None:
    assert doubts.says_corrected("民政局_低保_更正.xlsx")
    assert not doubts.says_corrected("民政局_低保_第二次.xlsx")


@pytest.mark.parametrize(
    ("rows", "history", "asked"),
    [
        (40, [100, 90, 110], 1),
        (60, [100, 90, 110], 0),
        (301, [100, 90, 110], 1),
        (300, [100, 90, 110], 0),
        (40, [100, 90], 0),
        (1, [10, 10, 10], 0),
        (0, [30, 30, 30], 1),
        (25, [0, 0, 0], 1),
    ],
)
def test_the_volume_of_events_is_measured_by_the_feeds_own_months(rows: int, history: list[int], asked: int) -> None:
    assert len(doubts.doubt_of_volume(DIBAO, rows, history)) == asked


def test_a_whole_list_changes_slowly() -> None:
    assert doubts.doubt_of_volume(REGISTER, 890, [1000, 1000, 1000])
    assert doubts.doubt_of_volume(REGISTER, 1110, [1000, 1000, 1000])
    assert not doubts.doubt_of_volume(REGISTER, 901, [1000, 1000, 1000])
    assert not doubts.doubt_of_volume(REGISTER, 81, [100, 100, 100]), "19 rows are chance"


def test_vanished_villages_are_named_up_to_a_handful() -> None:
    (found,) = doubts.doubt_of_places([f"第{number}村" for number in range(7)])
    assert "7个村" in found.evidence
    assert found.evidence.endswith("第4村等")
    assert doubts.doubt_of_places([]) == []


def test_all_that_speaks_for_a_question_is_asked_once() -> None:
    of_month = [*doubts.doubt_of_dates(FEBRUARY, {JANUARY: 9}, []), *doubts.doubt_of_same_rows(9, {JANUARY: 9})]
    found = doubts.united([*doubts.doubt_of_places(["东街村"]), *of_month])
    assert list(found) == ["wrong_month", "volume"]
    assert "；" in found["wrong_month"]
