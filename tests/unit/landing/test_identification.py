"""Which list a file is, where its header stands, and what it says when it cannot tell."""

import pytest

from shouwang.feeds import Feed, feed
from shouwang.landing import RefusalError
from shouwang.landing.files.tables import Table
from shouwang.landing.rows.header_rows import plain_header
from shouwang.landing.rows.headers import find_header
from shouwang.landing.rows.identification import Identified, expected_feeds, identify
from tests.unit.landing.files import COUNTY, DIBAO_HEADER

ROW = ("张三", "411024198001010010", "2022-01-05", "300", "")


def table(*rows: tuple[str, ...], sheet: str | None = None) -> Table:
    return Table(sheet, rows, max(map(len, rows)), len(rows), ())


def identified(name: str, *rows: tuple[str, ...]) -> Identified:
    return identify(f"{name}.csv", [table(*rows)], expected_feeds(COUNTY))


@pytest.mark.parametrize("declared", expected_feeds(COUNTY), ids=lambda declared: declared.feed)
def test_every_feed_is_known_by_its_title_alone_and_in_a_row_above_the_header(declared: Feed) -> None:
    headers = tuple(column.header for column in declared.columns)
    by_name = identified(declared.title, headers)
    by_row = identified("名单", (f"2022年1月{declared.title}",), (), headers)
    assert by_name.feed == by_row.feed == declared
    assert (by_name.header.row_number, by_row.header.row_number) == (1, 3)
    assert by_row.header.positions == {column.name: at for at, column in enumerate(declared.columns)}


@pytest.mark.parametrize("declared", expected_feeds(COUNTY), ids=lambda declared: declared.feed)
def test_every_alias_leads_to_its_column_in_any_order(declared: Feed) -> None:
    for column in declared.columns:
        for alias in column.headers:
            others = [other.header for other in declared.columns if other != column]
            found = identified(declared.title, ("序号", *reversed(others), f" {alias}（元） "))
            assert found.header.positions[column.name] == len(declared.columns)


def test_without_a_title_the_only_feed_with_all_columns_is_taken() -> None:
    headers = ("患者姓名", "身份证", "结算编号", "结算时间", "自费金额")
    assert identified("一月", headers).feed.feed == "medical_insurance_settlements"


def test_without_a_title_several_fitting_feeds_are_refused_by_name() -> None:
    with pytest.raises(RefusalError, match=r"可能是.*低保.*特困") as refused:
        identified("一月", DIBAO_HEADER, ROW)
    assert "请在文件名" in str(refused.value)


def test_the_longest_keyword_wins() -> None:
    headers = tuple(column.header for column in feed("medical_insurance_settlements").columns)
    found = identified("低保残疾人员医疗救助后自费超过1万元", headers)
    assert found.feed.feed == "medical_insurance_settlements"


def test_a_missing_column_is_named_with_what_was_seen_and_the_nearest() -> None:
    with pytest.raises(RefusalError) as refused:
        identified("新增农村低保人员名单", ("姓名", "身份证编号码", "审批日期"), ROW)
    text = str(refused.value)
    assert "缺少必需的列：“身份证号”（最接近的是“身份证编号码”）" in text
    assert "第1行看到的是：姓名、身份证编号码、审批日期" in text


def test_another_departments_list_under_this_title_is_refused_naming_both() -> None:
    headers = ("姓名", "身份证号", "结算单号", "结算日期", "救助后自费金额")
    with pytest.raises(RefusalError) as refused:
        identified("民政局_新增农村低保人员名单", headers)
    text = str(refused.value)
    assert "标题写的是《新增农村低保人员名单》（民政局）" in text
    assert "表头却像《困难群众享受医疗救助后自费超过1万元人员名单》（医疗保障局）" in text


def test_a_file_without_header_is_refused_without_quoting_its_rows() -> None:
    for name in ("新增农村低保人员名单", "一月"):
        with pytest.raises(RefusalError) as refused:
            identified(name, ROW, ("户主", *ROW[1:]))
        assert not {"张三", ROW[1]} & set(str(refused.value).replace("、", "：").split("："))
        assert "没有一行像表头" in str(refused.value)


def test_a_required_header_twice_and_units_that_disagree_are_refused() -> None:
    with pytest.raises(RefusalError, match="“身份证号”出现了不止一次"):
        identified("新增农村低保人员名单", (*DIBAO_HEADER, "身份证号"), ROW)
    with pytest.raises(RefusalError, match="“月保障金额（元）”的金额单位不能确定"):
        identified("低保", ("单位：万元",), (*DIBAO_HEADER[:3], "月保障金额（元）"), ROW)


def test_the_sheet_with_the_list_is_found_and_two_of_them_are_refused() -> None:
    notes = table(("填表说明",), ("姓名不可空",), sheet="说明")
    sheets = [
        notes,
        table(("新增农村低保人员名单",), DIBAO_HEADER, ROW, sheet="名单"),
        table(DIBAO_HEADER, sheet="模板"),
    ]
    assert identify("a.xlsx", sheets, expected_feeds(COUNTY)).table.sheet_name == "名单"
    with pytest.raises(RefusalError, match=r"2 张表.*“名单”、“续表”"):
        identify("b.xlsx", [*sheets, table(DIBAO_HEADER, ROW, sheet="续表")], expected_feeds(COUNTY))


def test_a_row_of_values_scores_below_the_header() -> None:
    rows = table(("户主", "x"), ("户主姓名", "身份证号", "姓名", "户编号"))
    assert find_header(feed("household_register"), rows).row_number == 2


@pytest.mark.parametrize(
    "text", ["损失金额", " 损失 金额 ", "损失金额（元）", "＊损失金额", "损失金额(元)：", "损失\n金额"]
)
def test_headers_are_compared_without_width_blanks_and_units(text: str) -> None:
    assert plain_header(text) == "损失金额"
