"""The county reads doubts, gaps and help in its workbook: with names, record, clause and who must act."""

from typing import Any

import pytest

from shouwang.settings import Settings
from tests.policies.delivery.county_cases import Case, cases_of, documents
from tests.policies.delivery.published import ask, read_rows, read_workbook

TEXTS = """
select found_text || coalesce(relief_text, '') from publication.rpt_county_integrity_doubts
where county_code = %s and month = %s
"""
GAP_TEXTS = "select found_text from publication.rpt_county_delivery_gaps where county_code = %s and month = %s"


def case_of(policy: str, name: str) -> Case:
    return next(case for case in cases_of(policy) if case.name == name)


def row_of(settings: Settings, policy: str, sheet: str, name: str) -> dict[str, Any]:
    """The one row of the sheet about the case."""
    head = case_of(policy, name).head.name
    (row,) = [row for row in read_rows(read_workbook(settings, policy), sheet)[1] if row["户主"] == head]
    return row


@pytest.mark.requirement("LF-09")
def test_a_doubt_names_whom_it_is_about_its_record_its_limit_and_its_clause(lived: Settings) -> None:
    row, head = row_of(lived, "linfen", "诚信疑点", "车价超出限额"), case_of("linfen", "车价超出限额").head
    assert (row["疑点"], row["人员"], row["由谁核实"]) == ("名下有价值较高的车辆", head.name, "民政局")
    assert row["查到的情况"] == (
        "公安局《机动车比对结果》（2023年9月）：名下有车辆1辆，价值（元）：100,000.01，限额100,000元（临市民发〔2023〕31号第四(四)条）"
    )
    assert row["救助情况"] == "在册低保边缘家庭（民政局2023年9月名单）"


def test_a_doubt_of_the_month_before_says_its_age(lived: Settings) -> None:
    assert "（2023年8月）" in row_of(lived, "linfen", "诚信疑点", "上月有车本月未答")["查到的情况"]


def test_what_was_left_out_is_told_as_unknown(lived: Settings) -> None:
    assert "价值（元）：不详" in row_of(lived, "linfen", "诚信疑点", "车价未报")["查到的情况"]


@pytest.mark.requirement("LF-09")
def test_doubts_are_told_to_be_no_verdicts(lived: Settings) -> None:
    note, rows = read_rows(read_workbook(lived, "linfen"), "诚信疑点")
    assert "均为待核实的疑点，不是结论" in note
    assert [row["序号"] for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) == sum(len(case.doubts) for case in cases_of("linfen"))


@pytest.mark.requirement("LF-06", "QD-07")
def test_a_gap_says_what_is_to_be_done_and_by_whom(lived: Settings) -> None:
    refer = row_of(lived, "linfen", "政策未落实", "大病未纳入")
    assert (refer["处置"], refer["主管部门"]) == ("未纳入：转办救助", "医疗保障局")
    assert "患重大疾病" in refer["查到的情况"]
    assert "没有列入《医疗救助人员名单》" in refer["查到的情况"]
    unpaid = row_of(lived, "qidong", "政策未落实", "城市低保未发放")
    head = case_of("qidong", "城市低保未发放").head
    assert (unpaid["处置"], unpaid["人员"], unpaid["主管部门"]) == ("未落实：查明原因", head.name, "民政局")
    assert unpaid["查到的情况"] == (
        "2022年8月31日审批的在册低保对象，截至2022年9月的发放明细已1个月没有发放记录（启民发〔2021〕112号第三(三)条）"
    )


def test_a_list_that_never_came_is_named_and_nothing_is_said_of_it(lived: Settings) -> None:
    note, rows = read_rows(read_workbook(lived, "linfen"), "政策未落实")
    assert "从未收到残疾人救助人员名单，与之有关的未判断" in note
    assert [row for row in rows if "残疾" in row["查到的情况"]] == []


@pytest.mark.requirement("LA-09", "LS-13")
def test_each_monitored_household_is_shown_with_its_help_and_who_is_responsible(lived: Settings) -> None:
    helped = row_of(lived, "lieshan", "监测对象帮扶", "八月识别十日开始")
    assert (helped["风险"], helped["帮扶责任人"], helped["措施条数"]) == ("多重风险", "祁帮扶", 1)
    assert (helped["风险类型"], helped["帮扶措施"]) == ("因病、因学", "就业帮扶：务工介绍")
    fresh = row_of(lived, "lieshan", "监测对象帮扶", "九月识别没有措施")
    assert (fresh["状态"], fresh["风险"], fresh["有劳动能力"]) == ("本月新识别", "单一风险", "1人")
    assert (fresh["帮扶责任人"], fresh["措施条数"], fresh["未落实的问题"]) == ("（未填）", 0, "—")
    late = row_of(lived, "lieshan", "监测对象帮扶", "八月识别十一日开始")
    assert late["未落实的问题"] == (
        "2022年8月识别为监测对象，应于2022年9月10日前明确帮扶措施，最早的措施始于2022年9月11日（烈农工组〔2022〕7号第三(二)条）"
    )
    lost = row_of(lived, "luan", "监测对象帮扶", "无劳动力只有产业")
    assert (lost["有劳动能力"], lost["家庭人口"]) == ("全户无", 1)
    assert "没有政策兜底或专项、临时救助" in lost["未落实的问题"]


@pytest.mark.requirement("LS-13")
def test_the_eliminated_stand_last_and_what_is_begun_anew_is_told(lived: Settings) -> None:
    _, rows = read_rows(read_workbook(lived, "lieshan"), "监测对象帮扶")
    assert [row["状态"] for row in rows][-2:] == ["已消除", "已消除"]
    assert "已消除" not in [row["状态"] for row in rows][:-2]
    begun = row_of(lived, "lieshan", "监测对象帮扶", "消除次月开始")
    assert "2022年6月标注风险消除，2022年7月1日起又新增措施：务工介绍" in begun["未落实的问题"]


def test_a_policy_that_asks_for_no_doubts_has_no_sheet_of_them(lived: Settings) -> None:
    sheets = {policy: read_workbook(lived, policy).sheetnames for policy in documents()}
    assert {policy for policy, names in sheets.items() if "诚信疑点" in names} == {"linfen", "yanling"}
    assert [policy for policy, names in sheets.items() if "政策未落实" not in names] == []


def test_no_text_that_leaves_names_anybody(lived: Settings) -> None:
    for policy in documents():
        texts = [text for query in (TEXTS, GAP_TEXTS) for (text,) in ask(lived, query, policy)]
        people = [person for case in cases_of(policy) for person in (case.head, case.son)]
        assert texts
        assert [t for t in texts if any(p.id_number in t or p.name in t for p in people)] == []
