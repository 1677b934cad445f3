"""Townships fill in what they got, by the truth."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped] # the package ships no types
from openpyxl import load_workbook

from shouwang.feeds import feed
from shouwang.simulation import fill_in_feedback

from .conftest import COUNTY, FEBRUARY, JANUARY, Simulated

HEADERS = ("户主姓名", "户主身份证号", "核查结果", "核查日期", "核查人", "核查说明", "行标识（请勿改动）")
LABELS = feed("township_feedback").column("check_result_code").codes


@pytest.fixture
def outbox(county: Simulated, tmp_path: Path) -> Path:
    """One township's list: every covered household, then as many others as there are."""
    directory = tmp_path / "outbox" / COUNTY / "2022-01" / "01"
    directory.mkdir(parents=True)
    workbook = xlsxwriter.Workbook(directory / "安陵镇_入户核查名单.xlsx")
    sheet = workbook.add_worksheet("名单")
    sheet.write_string(0, 0, "入户核查名单")
    for row, cells in enumerate([HEADERS, *rows(county)], start=2):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    sheet.set_column(6, 6, None, None, {"hidden": True})
    workbook.close()
    return tmp_path / "outbox"


def rows(county: Simulated) -> list[tuple[str, ...]]:
    struck = sorted({f.head_id_number for f in county.facts(JANUARY) if f.is_covered == "true"})
    others = [f"4110241970010{n:04d}0" for n in range(60)]
    return [("某某", head, "", "", "", "", f"411024-202201-01-{n:04d}") for n, head in enumerate(struck * 4 + others)]


def filled(path: Path) -> list[dict[str, Any]]:
    lines = list(load_workbook(path)["名单"].iter_rows(values_only=True))
    return [dict(zip(HEADERS, line, strict=True)) for line in lines[3:]]


def test_most_rows_are_answered_and_nothing_else_is_touched(county: Simulated, outbox: Path, tmp_path: Path) -> None:
    (copy,) = fill_in_feedback(outbox, county.truth, tmp_path / "inbox", FEBRUARY, seed=3)
    assert copy == tmp_path / "inbox" / COUNTY / "2022-02" / "安陵镇_入户核查名单.xlsx"
    lines = filled(copy)
    assert [(line["户主身份证号"], line["行标识（请勿改动）"]) for line in lines] == [
        (r[1], r[6]) for r in rows(county)
    ]
    answered = [line for line in lines if line["核查结果"]]
    assert 0.75 * len(lines) < len(answered) < len(lines)
    for line in answered:
        assert line["核查结果"] in LABELS
        assert isinstance(line["核查日期"], datetime)
        assert line["核查日期"].date().replace(day=1) == FEBRUARY
        assert line["核查人"]
    assert all(not line["核查人"] and not line["核查日期"] for line in lines if not line["核查结果"])
    assert load_workbook(copy)["名单"].column_dimensions["G"].hidden


def test_answers_follow_the_truth(county: Simulated, outbox: Path, tmp_path: Path) -> None:
    (copy,) = fill_in_feedback(outbox, county.truth, tmp_path / "inbox", FEBRUARY, seed=3)
    struck = {fact.head_id_number for fact in county.facts(JANUARY) if fact.is_covered == "true"}
    answers = {True: list[str](), False: list[str]()}
    for line in filled(copy):
        if line["核查结果"]:
            answers[line["户主身份证号"] in struck].append(LABELS[line["核查结果"]])
    assert {"confirmed", "supported"} <= set(answers[True])
    assert "confirmed" not in answers[False]
    assert "not_confirmed" in answers[False]


def test_equal_seeds_answer_alike_and_others_do_not(county: Simulated, outbox: Path, tmp_path: Path) -> None:
    copies = [
        filled(fill_in_feedback(outbox, county.truth, tmp_path / str(place), FEBRUARY, seed)[0])
        for place, seed in enumerate([3, 3, 4])
    ]
    assert copies[0] == copies[1] != copies[2]


def test_withdrawn_rows_are_not_answered(county: Simulated, outbox: Path, tmp_path: Path) -> None:
    path = outbox / COUNTY / "2022-01" / "01" / "安陵镇_入户核查名单.xlsx"
    workbook = load_workbook(path)
    sheet = workbook["名单"]
    sheet.cell(3, 8).value = "变动"
    for row in range(4, sheet.max_row + 1):
        sheet.cell(row, 8).value = "撤回" if row % 2 else "新增"
    workbook.save(path)
    (copy,) = fill_in_feedback(outbox, county.truth, tmp_path / "inbox", FEBRUARY, seed=3)
    answers = {(line[7], bool(line[2])) for line in load_workbook(copy)["名单"].iter_rows(min_row=4, values_only=True)}
    assert answers == {("撤回", False), ("新增", True), ("新增", False)}


def test_other_workbooks_are_left_alone(county: Simulated, tmp_path: Path) -> None:
    directory = tmp_path / "outbox" / COUNTY / "2022-01" / "01"
    directory.mkdir(parents=True)
    workbook = xlsxwriter.Workbook(directory / "统计.xlsx")
    workbook.add_worksheet().write_string(0, 0, "户主身份证号")
    workbook.close()
    assert fill_in_feedback(tmp_path / "outbox", county.truth, tmp_path / "inbox", date(2022, 2, 1), seed=1) == []
    assert not (tmp_path / "inbox").exists()
