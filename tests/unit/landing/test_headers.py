"""Labels, units and keywords: what a header says, and which of several lists a title means."""

import pytest

from shouwang.feeds import feed
from shouwang.landing.files.tables import Table
from shouwang.landing.rows.header_rows import possible_headers
from shouwang.landing.rows.identification import identify
from shouwang.landing.rows.kinds import counts_columns
from shouwang.landing.rows.units import stated_above, stated_in_header, yuan_of

DIBAO, DISABILITY = feed("civil_affairs_dibao"), feed("disability_certificates")
EDGE = DIBAO.model_copy(
    update={"feed": "civil_affairs_dibao_edge", "title": "低保边缘家庭", "title_keywords": ("低保边缘",)}
)
DISABLED_HEADER = ("姓名", "身份证号", "残疾类别", "残疾等级", "发证日期")


def table(*rows: tuple[str, ...]) -> Table:
    return Table(None, rows, max(map(len, rows)), len(rows), ())


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        *(("元", 1), ("人民币元", 1), ("万元", 10_000), ("万", 10_000), ("千元", 1_000), ("单位:万元", 10_000)),
        *(("亿元", 10**8), ("元/月", 1), ("人", None), ("美元", None), ("盖章", None), ("", None), ("必填", None)),
    ],
)
def test_units_of_money_are_told_from_other_words(text: str, yuan: int | None) -> None:
    assert yuan_of(text) == yuan


def test_units_are_found_in_headers_and_above_them() -> None:
    assert stated_in_header("月保障金额(万元)") == {10_000}
    assert stated_in_header("金额/元") == {1}
    assert stated_in_header("金额(美元)") == {0}
    assert stated_in_header("姓名(必填)") == set()
    assert stated_above(["填报单位:民政局", "金额单位:万元、人"]) == {10_000}
    assert stated_above(["单位(盖章):"]) == set()


def test_a_group_stands_over_each_of_its_columns_and_no_other() -> None:
    rows = (("姓名", "住址", "", "备注", ""), ("", "乡镇", "村", "", "附记"))
    (stacked,) = [header for header in possible_headers(rows) if len(header.rows) == 2]
    assert stacked.paths == (("姓名",), ("住址", "乡镇"), ("住址", "村"), ("备注",), ("附记",))


def test_a_row_of_values_is_never_part_of_a_header() -> None:
    rows = (("姓名", "身份证号"), ("张三", "411024198001010011"))
    assert {(header.first, header.last) for header in possible_headers(rows)} == {(1, 1), (2, 2)}


@pytest.mark.parametrize(
    ("cells", "is_so"),
    [
        *((["1", "2", "3"], True), (["甲", "乙", "1", "2"], True), (["(1)", None, "(2)", "(3)"], True)),
        *((["1", "2"], False), (["1", "3", "4"], False), (["1", "张三", "2"], False), (["2", "3", "4"], False)),
    ],
)
def test_rows_that_number_the_columns_are_known(cells: list[str | None], *, is_so: bool) -> None:
    assert counts_columns(cells) is is_so


def test_a_keyword_within_a_longer_one_is_no_title_of_its_own() -> None:
    header = ("姓名", "身份证号", "审批日期")
    for candidates in ([DIBAO, EDGE], [EDGE, DIBAO]):
        assert identify("低保边缘.csv", [table(header)], candidates).feed is EDGE
        assert identify("低保.csv", [table(header)], candidates).feed is DIBAO
    incomplete = table(("姓名", "身份证号"), ("张三", "411024198001010011"))
    with pytest.raises(ValueError, match="《低保边缘家庭》缺少必需的列"):
        identify("低保边缘.csv", [incomplete], [DIBAO, EDGE])


def test_of_two_keywords_the_header_decides() -> None:
    found = identify("低保边缘家庭残疾人员.csv", [table(DISABLED_HEADER)], [DIBAO, EDGE, DISABILITY])
    assert found.feed is DISABILITY
