"""The files are such as departments send, and lead back to the declarations."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from shouwang.feeds import Feed, feed, feeds
from shouwang.people.identity_numbers import check_character
from shouwang.simulation import Plan
from shouwang.simulation.departments import file_name
from shouwang.simulation.habits import Habit, habit_of, habits, written
from shouwang.simulation.rosters import rosters
from shouwang.simulation.shocks import shocks

from .conftest import FEBRUARY, JANUARY, Simulated, simulated

BELOW = ("合计", "注：", "填表人：")
MONTHLY = {name for name, declared in feeds().items() if declared.cadence == "monthly"}


def test_every_list_has_a_habit_and_a_shock_where_it_raises_a_signal_and_a_roster_where_not() -> None:
    no_lists_of_a_month = {"township_feedback", "urgent_reports"}
    sent = set(feeds()) - no_lists_of_a_month
    assert set(habits()) == sent
    assert set(shocks()) == {name for name in sent if feeds()[name].signal}
    assert set(rosters()) == sent - set(shocks()) - {"household_register"}


def lines_of(path: Path) -> list[list[Any]]:
    if path.suffix == ".xlsx":
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    content = path.read_bytes()
    text = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gb18030")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in text else ","))


def file_of(county: Simulated, declared: Feed, month: date) -> Path:
    name = file_name(declared, month, habit_of(declared.feed).format)
    return county.inbox / county.plan.county_code / f"{month:%Y-%m}" / name


def rows_of(declared: Feed, path: Path) -> list[dict[str, Any]]:
    """The rows of a list by column, read by the headers of its declaration."""
    lead = {header: column.name for column in declared.columns for header in column.headers}
    lines = lines_of(path)
    place = next(n for n, line in enumerate(lines) if {lead[h] for h in line if h in lead} == set(lead.values()))
    assert {header for header in lines[place] if header not in lead} <= {"序号"}
    body = [line for line in lines[place + 1 :] if not str(line[0]).startswith(BELOW)]
    return [{lead[h]: cell for h, cell in zip(lines[place], line, strict=True) if h in lead} for line in body]


def monthly(county: Simulated) -> list[Feed]:
    expected = [feed(item.feed) for item in county.plan.pack.feeds]
    return [declared for declared in expected if declared.feed in MONTHLY]


def lists(county: Simulated, month: date) -> Iterable[tuple[Feed, list[dict[str, Any]]]]:
    for declared in monthly(county):
        yield declared, rows_of(declared, file_of(county, declared, month))


@pytest.mark.requirement("YL-01")
@pytest.mark.parametrize("month", [JANUARY, FEBRUARY])
def test_every_expected_list_is_there_with_the_rows_of_the_truth(county: Simulated, month: date) -> None:
    facts = county.facts(month)
    sent = {declared.feed: rows for declared, rows in lists(county, month)}
    assert set(sent) == {declared.feed for declared in monthly(county)}
    for name, rows in sent.items():
        if name != "household_register":
            assert len(rows) == sum(fact.feed == name for fact in facts) > 0
    directory = county.inbox / county.plan.county_code / f"{month:%Y-%m}"
    assert sorted(directory.iterdir()) == sorted(path for path in county.summary.files if path.parent == directory)


def test_file_names_carry_the_longest_keyword_of_their_own_list_alone() -> None:
    for name in sorted(habits()):
        file = file_name(feeds()[name], JANUARY, "xlsx")
        longest = {
            other: max((len(word) for word in feeds()[other].title_keywords if word in file), default=0)
            for other in feeds()
        }
        assert [other for other, length in longest.items() if length == max(longest.values())] == [name]


@pytest.mark.parametrize("month", [JANUARY, FEBRUARY])
def test_the_register_holds_the_whole_county(county: Simulated, month: date) -> None:
    register = feed("household_register")
    rows = rows_of(register, file_of(county, register, month))
    summary = next(s for s in county.summary.months if s.month == month)
    assert len(rows) == summary.people_count
    assert {row["household_number"] for row in rows} == {
        f"{county.plan.county_code}{number:08d}" for number in range(1, county.plan.household_count + 1)
    }
    assert {row["relation_code"] for row in rows} <= {*register.column("relation_code").codes, "待定", "不详"}


def test_whoever_is_struck_stands_in_the_register_of_every_month(county: Simulated) -> None:
    register = feed("household_register")
    facts = [fact for month in (JANUARY, FEBRUARY) for fact in county.facts(month)]
    struck = {fact.household_number for fact in facts} - {""}
    for month in (JANUARY, FEBRUARY):
        rows = rows_of(register, file_of(county, register, month))
        members = {row["id_number"]: row["household_number"] for row in rows}
        for fact in facts:
            if fact.row_state != "unmatched":
                assert members[fact.subject_id_number] == members[fact.head_id_number] == fact.household_number
            else:
                assert fact.subject_id_number not in members
        for row in rows:
            if row["household_number"] in struck:
                assert check_character(row["id_number"][:17]) == row["id_number"][17]


@pytest.mark.parametrize("county_code", ["341502", "341525"])
def test_another_county_sends_the_lists_of_its_own_pack(county_code: str, tmp_path: Path) -> None:
    county = simulated(Plan(county_code, JANUARY, JANUARY, 60, 3), tmp_path)
    sent = {declared.feed for declared, _ in lists(county, JANUARY)}
    assert "police_accidents" in sent
    assert len(county.summary.files) == len(monthly(county)) == len(sent)


AMOUNT, DATE = (
    feed("emergency_disaster_households").column("loss_amount"),
    feed("police_accidents").column("accident_date"),
)
NUMBER, GRADE = (feed("disability_certificates").column(name) for name in ("id_number", "disability_grade_code"))


@pytest.mark.parametrize(
    ("habit", "expected"),
    [
        (Habit(amounts="thousands", dates="dotted", numbers=("lower_x",)), ("12,345.60", "2022.1.5", "01x", "一级")),
        (
            Habit(amounts="yuan", dates="compact", numbers=("trailing_space",)),
            ("12345.60元", "20220105", "01X ", "一级"),
        ),
        (Habit(amounts="full_width", dates="chinese", label=1), ("１２３４５．６０", "2022年1月5日", "01X", "壹级")),
        (Habit(amounts="number", dates="excel", numbers=("apostrophe",)), (12345.6, date(2022, 1, 5), "'01X", "一级")),
        (Habit(label=9), ("12345.60", "2022-01-05", "01X", "1")),
    ],
)
def test_cells_are_written_as_the_department_is_used_to(habit: Habit, expected: tuple[Any, ...]) -> None:
    rng = np.random.default_rng(0)
    said: tuple[Decimal | date | str, ...] = (Decimal("12345.60"), date(2022, 1, 5), "01X", "grade_1")
    columns = (AMOUNT, DATE, NUMBER, GRADE)
    assert tuple(written(habit, column, value, rng) for column, value in zip(columns, said, strict=True)) == expected
