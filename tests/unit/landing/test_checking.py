"""The report a department gets before it delivers."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from shouwang.landing import check
from shouwang.landing.values.reasons import reasons
from tests.unit.landing.files import COUNTY, DIBAO, DIBAO_HEADER, MONTH, id_number, write_text, write_workbook

ROWS: list[tuple[Any, ...]] = [
    ("新增农村低保人员名单",),
    DIBAO_HEADER,
    ("张三", id_number(1), date(2022, 1, 5), 300, ""),
    ("李四", 411024198001010020, "2022年1月6日", "300元", ""),
    ("", id_number(3), "2022-02-30", "约三百", ""),
    ("张三", id_number(1), "2022-01-07", "300", ""),
    ("婴儿", id_number(5, "20220115"), "2022-01-20", "300", ""),
]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / f"{DIBAO}.xlsx", {"低保": ROWS})


def test_every_held_cell_is_named_with_place_finding_expectation_and_advice(workbook: Path) -> None:
    report = check(workbook, COUNTY, month=MONTH)
    assert (report.feed, report.sheet_name) == ("civil_affairs_dibao", "低保")
    assert (report.rows_in, report.rows_accepted, report.rows_held, report.problem_count) == (5, 2, 3, 5)
    assert [(p.row_number, p.header, p.reason_code, p.seen) for p in report.problems] == [
        (4, "身份证号", "id_number_scientific", "科学计数法数字"),
        (5, "姓名", "required_empty", "空"),
        (5, "审批日期", "date_unreadable", "“2022-02-30”"),
        (5, "月保障金额", "amount_unreadable", "“约三百”"),
        (6, "身份证号", "duplicate_key", "与第3行重复"),
    ]
    for problem in report.problems:
        reason = reasons()[problem.reason_code]
        start = f"{DIBAO}.xlsx 工作表“低保”第{problem.row_number}行“{problem.header}”：{problem.seen}，应为"
        assert problem.message.startswith(start)
        assert problem.message.endswith(reason.advice)


def test_a_birth_after_the_month_is_held_when_the_month_is_known(workbook: Path) -> None:
    december = check(workbook, COUNTY, month=date(2021, 12, 1))
    assert (7, "id_number_birth_date") in {(p.row_number, p.reason_code) for p in december.problems}
    assert check(workbook, COUNTY).rows_accepted == 2


def test_problems_quote_no_identity(workbook: Path) -> None:
    told = " ".join(problem.message for problem in check(workbook, COUNTY, month=MONTH).problems)
    assert not [secret for secret in ("张三", "李四", id_number(1), id_number(3), "4110241980") if secret in told]


def test_a_refusal_is_a_report_not_an_error(tmp_path: Path) -> None:
    report = check(write_text(tmp_path / "名单.csv", [("甲", "乙"), ("1", "2")]), COUNTY)
    assert not report.is_readable
    assert report.refusal
    assert "认不出" in report.refusal
    assert report.as_document()["is_readable"] is False


def test_a_named_feed_is_taken_whatever_the_title_says(tmp_path: Path) -> None:
    path = write_text(tmp_path / "特困.csv", [DIBAO_HEADER, ("张三", id_number(1), "2022-01-05", "300", "")])
    assert check(path, COUNTY, "civil_affairs_dibao").feed == "civil_affairs_dibao"
    assert check(path, COUNTY).feed == "civil_affairs_tekun"


def test_unknown_counties_and_feeds_are_errors(workbook: Path) -> None:
    with pytest.raises(LookupError):
        check(workbook, "999999")
    with pytest.raises(KeyError):
        check(workbook, COUNTY, "no_such_feed")


def test_the_report_reads_on_a_terminal(workbook: Path) -> None:
    screen = Console(file=StringIO(), width=200)
    for table in check(workbook, COUNTY, month=MONTH).tables():
        screen.print(table)
    shown = screen.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO given above
    assert "共 5 处" in shown
    assert "与第3行重复" in shown


def test_all_problems_are_counted_and_the_first_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shouwang.landing.checking.SHOWN_PROBLEMS", 2)
    report = check(write_workbook(tmp_path / f"{DIBAO}.xlsx", {"低保": ROWS}), COUNTY, month=MONTH)
    assert (len(report.problems), report.problem_count) == (2, 5)
