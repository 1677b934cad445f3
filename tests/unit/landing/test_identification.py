"""Which list a file is, where its header stands, and what it says when it cannot tell."""

from pathlib import Path
from typing import Any

import pytest

from shouwang.feeds import Feed, feed
from shouwang.landing import RefusalError
from shouwang.landing.headers import find_header, plain_header
from shouwang.landing.identification import Identified, expected_feeds, identify
from shouwang.landing.reading import read_tables
from tests.unit.landing.files import COUNTY, DIBAO_HEADER, write_text, write_workbook

ROW = ("张三", "411024198001010010", "2022-01-05", "300", "")


def identified(path: Path) -> Identified:
    return identify(path.name, read_tables(path), expected_feeds(COUNTY))


def csv_file(directory: Path, name: str, *rows: tuple[str, ...]) -> Path:
    return write_text(directory / f"{name}.csv", rows)


@pytest.mark.parametrize("declared", expected_feeds(COUNTY), ids=lambda declared: declared.feed)
def test_every_feed_is_known_by_its_title_alone_and_in_a_row_above_the_header(tmp_path: Path, declared: Feed) -> None:
    headers = tuple(column.header for column in declared.columns)
    by_name = identified(csv_file(tmp_path, declared.title, headers))
    by_row = identified(csv_file(tmp_path, "名单", (f"2022年1月{declared.title}",), (), headers))
    assert by_name.feed == by_row.feed == declared
    assert (by_name.header.row_number, by_row.header.row_number) == (1, 3)
    assert by_row.header.positions == {column.name: at for at, column in enumerate(declared.columns)}


@pytest.mark.parametrize("declared", expected_feeds(COUNTY), ids=lambda declared: declared.feed)
def test_every_alias_leads_to_its_column_in_any_order(tmp_path: Path, declared: Feed) -> None:
    for column in declared.columns:
        for alias in column.headers:
            others = [other.header for other in declared.columns if other != column]
            found = identified(csv_file(tmp_path, declared.title, ("序号", *reversed(others), f" {alias}（元） ")))
            assert found.header.positions[column.name] == len(declared.columns)


def test_without_a_title_the_only_feed_with_all_columns_is_taken(tmp_path: Path) -> None:
    headers = ("患者姓名", "身份证", "结算编号", "结算时间", "自费金额")
    assert identified(csv_file(tmp_path, "一月", headers)).feed.feed == "medical_insurance_settlements"


def test_without_a_title_several_fitting_feeds_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match=r"可能是.*低保.*特困") as refused:
        identified(csv_file(tmp_path, "一月", DIBAO_HEADER, ROW))
    assert "请在文件名" in str(refused.value)


def test_the_longest_keyword_wins(tmp_path: Path) -> None:
    headers = tuple(column.header for column in feed("medical_insurance_settlements").columns)
    found = identified(csv_file(tmp_path, "低保残疾人员医疗救助后自费超过1万元", headers))
    assert found.feed.feed == "medical_insurance_settlements"


def test_a_missing_column_is_named_with_what_was_seen_and_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as refused:
        identified(csv_file(tmp_path, "新增农村低保人员名单", ("姓名", "身份证编号码", "审批日期"), ROW))
    text = str(refused.value)
    assert "缺少必需的列：“身份证号”（最接近的是“身份证编号码”）" in text
    assert "第1行看到的是：姓名、身份证编号码、审批日期" in text


def test_a_file_without_header_is_refused_without_quoting_its_rows(tmp_path: Path) -> None:
    for name in ("新增农村低保人员名单", "一月"):
        with pytest.raises(RefusalError) as refused:
            identified(csv_file(tmp_path, name, ROW, ("户主", *ROW[1:])))
        assert not {"张三", ROW[1]} & set(str(refused.value).replace("、", "：").split("："))
        assert "没有一行像表头" in str(refused.value)


def test_a_required_header_twice_and_amounts_in_ten_thousands_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match="“身份证号”出现了不止一次"):
        identified(csv_file(tmp_path, "新增农村低保人员名单", (*DIBAO_HEADER, "身份证号"), ROW))
    with pytest.raises(RefusalError, match="以万元为单位"):
        identified(csv_file(tmp_path, "新增农村低保人员名单", (*DIBAO_HEADER[:3], "月保障金额（万元）"), ROW))


def test_the_sheet_with_the_list_is_found_and_two_of_them_are_refused(tmp_path: Path) -> None:
    sheets: dict[str, Any] = {
        "说明": [("填表说明",), ("姓名不可空",)],
        "名单": [("新增农村低保人员名单",), DIBAO_HEADER, ROW],
    }
    assert identified(write_workbook(tmp_path / "a.xlsx", sheets)).table.sheet_name == "名单"
    sheets["续表"] = [DIBAO_HEADER, ROW]
    with pytest.raises(RefusalError, match=r"2 张表.*“名单”、“续表”"):
        identified(write_workbook(tmp_path / "b.xlsx", sheets))


def test_a_row_of_values_scores_below_the_header(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "名单", ("户主", "x"), ("户主姓名", "身份证号", "姓名", "户编号"))
    (table,) = read_tables(path)
    assert find_header(feed("household_register"), table).row_number == 2


@pytest.mark.parametrize(
    "text", ["损失金额", " 损失 金额 ", "损失金额（元）", "＊损失金额", "损失金额(元)：", "损失\n金额"]
)
def test_headers_are_compared_without_width_blanks_and_units(text: str) -> None:
    assert plain_header(text) == "损失金额"
