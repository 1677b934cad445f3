"""Working days: what the library knows, a county's own table above it, and a year nobody knows is refused."""

from datetime import date
from pathlib import Path

import pytest

from shouwang.build import prepare
from shouwang.build.clocks import UnknownYear
from shouwang.policies.working_days import NATION, SUFFIX, WorkingDaysRefused, read_table, working_days
from shouwang.settings import Settings
from shouwang.stages import land_month
from shouwang.warehouse import migrate
from tests.department_files import households, put_list, put_register
from tests.own_policies import own_policies

COUNTY = "341502"  # its clocks run on working days
HEAD = "日期,安排,依据\n"


def first_unknown() -> date:
    """The first day nobody knows."""
    return date(max(working_days()[NATION]).year + 1, 1, 1)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2022, 1, 29), True),  # a Saturday worked for the spring festival
        (date(2022, 1, 31), False),  # its eve
        (date(2022, 2, 6), False),
        (date(2022, 2, 7), True),
        (date(2021, 12, 31), True),
        (date(2022, 1, 3), False),  # the new year's Monday
        (date(2022, 5, 7), True),  # a Saturday worked for the first of May
        (date(2022, 5, 14), False),  # any other
        (date(2023, 10, 6), False),
        (date(2023, 10, 7), True),
    ],
)
def test_days_are_those_of_the_notices(day: date, is_working: bool) -> None:  # noqa: FBT001 - a test parameter
    assert working_days()[NATION][day] is is_working


def test_a_table_goes_before_the_library_and_makes_a_year_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = first_unknown()
    (tmp_path / f"{COUNTY}{SUFFIX}").write_text(
        f"{HEAD}2022-01-29,休息,县里另行安排\n{unknown},休息,元旦\n", encoding="utf-8"
    )
    with own_policies(tmp_path, monkeypatch):
        own, nation = working_days()[COUNTY], working_days()[NATION]
        assert (own[date(2022, 1, 29)], nation[date(2022, 1, 29)]) == (False, True)
        assert own[date(2022, 1, 30)] == nation[date(2022, 1, 30)]
        assert (own[unknown], unknown in nation) == (False, False)
        week = [own[date(unknown.year, 1, day)] for day in range(4, 11)]
        assert sum(week) == 5


@pytest.mark.parametrize(
    "line",
    [
        "2027-02-30,休息,春节",
        "2027-02-05,加班,春节",
        "2027/02/05,休息,春节",
        "2027-02-05",
        "2027-01-01,上班,元旦\n2027-01-01,休息,元旦",
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(WorkingDaysRefused, match=rf"{COUNTY}{SUFFIX} 第 {2 + line.count(chr(10))} 行"):
        read_table(f"{HEAD}{line}\n", f"{COUNTY}{SUFFIX}")


def send(settings: Settings, month: date, days: list[date]) -> None:
    """A register, and a case opened on each of the days, in the list of the month."""
    heads = [head for head, _ in households(COUNTY, len(days))]
    put_register(settings, COUNTY, month, heads)
    opened = [(head, {"case_step_code": "受理申请", "step_date": day}) for head, day in zip(heads, days, strict=True)]
    put_list(settings, COUNTY, month, "case_steps", opened)
    land_month(settings, COUNTY, month)


def test_a_limit_that_may_end_in_a_year_nobody_knows_stops_the_build_and_names_the_file(
    warehouse: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = first_unknown()
    november, december = date(unknown.year - 1, 11, 1), date(unknown.year - 1, 12, 1)
    send(warehouse, november, [date(unknown.year - 1, 11, 20)])
    assert prepare(warehouse, COUNTY, november).state_code == "prepared"
    send(warehouse, december, [date(unknown.year - 1, 12, 20)])
    with pytest.raises(UnknownYear, match=rf"{unknown.year}年哪些天上班还不知道.*{COUNTY}{SUFFIX}"):
        prepare(warehouse, COUNTY, december)
    (tmp_path / f"{COUNTY}{SUFFIX}").write_text(f"{HEAD}{unknown},休息,元旦\n", encoding="utf-8")
    with own_policies(tmp_path, monkeypatch):
        migrate(warehouse)
        assert prepare(warehouse, COUNTY, december).state_code == "prepared"
