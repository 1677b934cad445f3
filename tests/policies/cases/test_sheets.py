"""What the county reads of its cases: limits by holder, steps to put right, ways of discovery, whom to mark again."""

from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest

from tests.policies.cases.counties import Case, County, Lived, counties, examples

DISCOVERIES = """
select household_id, channel_label, is_first_of_month, application_form_code, first_asked_office, transferred_date
from marts.fct_case_discoveries where county_code = %s order by household_id, is_first_of_month desc, channel_label
"""
TEXTS = """
select found_text from marts.fct_case_steps where found_text is not null
union all select reason_text from marts.fct_household_case_months where reason_text is not null
union all select reason_text from marts.fct_eliminated_households
"""
FOUND = [(county.policy, case.name) for county, case in examples("found")]


def find(policy: str, name: str) -> tuple[County, Case]:
    county = counties()[policy]
    return county, next(case for case in county.cases if case.name == name)


def read_sheet(lived: Lived, policy: str, sheet: str) -> tuple[str, list[Mapping[str, Any]]]:
    """The line below the title, and the rows by header."""
    county = counties()[policy]
    (path,) = (lived.settings.outbox / county.county / f"{county.month:%Y-%m}" / "01").glob("*县级汇总*.xlsx")
    rows = list(openpyxl.load_workbook(path)[sheet].values)
    top = next(number for number, row in enumerate(rows) if row[0] == "序号")
    header = [str(cell) for cell in rows[top]]
    return str(rows[1][0]), [dict(zip(header, row, strict=True)) for row in rows[top + 1 :]]


def row_of(lived: Lived, policy: str, sheet: str, name: str) -> Mapping[str, Any]:
    """The one row of the sheet about the example."""
    _, case = find(policy, name)
    (row,) = [row for row in read_sheet(lived, policy, sheet)[1] if row["户主"] == case.head.name]
    return row


@pytest.mark.requirement("LA-05", "LS-04", "LF-02")
@pytest.mark.parametrize(("policy", "name"), FOUND)
def test_a_case_says_by_which_way_of_its_policy_it_was_found(lived: Lived, policy: str, name: str) -> None:
    county, case = find(policy, name)
    rows = lived.by_household(DISCOVERIES, county).get(lived.household_of(county, case.head), [])
    assert [row[0] for row in rows] == case.said["found"]
    assert [row[1] for row in rows] == [place == 0 for place in range(len(rows))]


@pytest.mark.requirement("LA-05")
def test_an_application_says_form_office_person_and_transfer(lived: Lived) -> None:
    row = row_of(lived, "luan", "发现渠道", "网络申请")
    assert (row["发现渠道"], row["申请方式"], row["首问单位"], row["首问责任人"], row["转交日期"]) == (
        "申请受理",
        "网络",
        "县信访局",
        "首问甲",
        "2022年10月20日",
    )
    forms = {row_of(lived, "luan", "发现渠道", f"{form}申请")["申请方式"] for form in ("电话", "信箱", "书面", "口头")}
    assert forms == {"电话", "信箱", "书面", "口头"}
    note, _ = read_sheet(lived, "luan", "发现渠道")
    assert "本月最先发现：一线排查1户、数据研判1户、申请受理6户" in note


@pytest.mark.requirement("LS-06")
def test_what_is_overdue_is_listed_by_who_holds_it_with_its_clause(lived: Lived) -> None:
    row = row_of(lived, "lieshan", "办理时限", "审定第三日")
    assert (row["情况"], row["责任单位"], row["应办环节"], row["应办结日期"]) == (
        "已逾期",
        "乡村振兴局",
        "明确帮扶措施",
        "2022年9月21日",
    )
    assert row["说明"] == (
        "“明确帮扶措施”应于2022年9月21日前完成（“区级审定公告”2022年9月11日后10日内，烈农工组〔2022〕7号第三(二)条），"
        "截至2022年9月30日已逾期9日"
    )
    village = row_of(lived, "luan", "办理时限", "全程逾期三个工作日")
    assert (village["责任单位"], village["经办"]) == (village["乡镇"], "乡村")
    assert village["说明"].endswith("不超过20个工作日，六政办秘〔2021〕44号第六条），截至2022年10月31日已逾期3个工作日")


@pytest.mark.requirement("LS-06")
def test_what_comes_due_is_told_ahead_and_what_is_in_time_is_not_listed(lived: Lived) -> None:
    _, rows = read_sheet(lived, "lieshan", "办理时限")
    assert row_of(lived, "lieshan", "办理时限", "月末应核查")["情况"] == "即将到期"
    assert find("lieshan", "三日后到期")[1].head.name not in {row["户主"] for row in rows}
    states = [row["情况"] for row in rows]
    assert states == sorted(states, key=["已逾期", "即将到期"].index)
    overdue = [row["责任单位"] for row in rows if row["情况"] == "已逾期"]
    assert overdue == sorted(overdue, key=lambda unit: unit != "乡村振兴局")


@pytest.mark.requirement("LS-06")
def test_a_step_held_says_what_should_have_been(lived: Lived) -> None:
    row = row_of(lived, "lieshan", "进展待核对", "公示仅四日")
    assert (row["登记环节"], row["办理日期"]) == ("乡镇审核", "2022年9月7日")
    assert row["原因"] == (
        "“村内公示和数据比对”自2022年9月3日起不少于5日，2022年9月8日前不能“乡镇审核”（烈农工组〔2022〕7号第二(三)条）"
    )
    _, rows = read_sheet(lived, "lieshan", "进展待核对")
    assert len(rows) == 1 + sum(not transition.is_allowed for _, transition in counties()["lieshan"].tried)


@pytest.mark.requirement("LS-11", "LA-07")
def test_the_eliminated_are_kept_with_their_past_and_marked_again_for_a_new_risk(lived: Lived) -> None:
    _, rows = read_sheet(lived, "lieshan", "已消除监测对象")
    told = {row["户主"]: (row["建议"], row["说明"]) for row in rows}
    expected = {
        case.head.name: ("核查后再标注" if "又有风险" in case.said["again"] else "继续监测", case.said["again"])
        for _, case in examples("again")
    }
    assert told == expected
    assert [row["建议"] for row in rows] == ["核查后再标注", "继续监测", "继续监测"]


@pytest.mark.requirement("LS-11")
def test_who_is_taken_in_again_is_the_same_household_with_a_further_case(lived: Lived) -> None:
    county, case = find("lieshan", "消除后再受理")
    query = "select household_id, step_code, case_number from marts.fct_case_steps where county_code = %s"
    steps = lived.by_household(query, county)[lived.household_of(county, case.head)]
    assert len([step for step, number in steps if number == 1]) == 10
    assert [step for step, number in steps if number == 2] == ["opened"]


def test_no_text_that_leaves_names_anybody(lived: Lived) -> None:
    texts = [text for (text,) in lived.ask(TEXTS)]
    people = [case.head for county in counties().values() for case in county.cases]
    assert len(texts) > 500
    assert [text for text in texts if any(who.name in text or who.id_number in text for who in people)] == []
