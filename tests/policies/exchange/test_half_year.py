"""Whom Lieshan sends out for comparison: applicants, and no household on dibao compared within half a year."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from shouwang.settings import Settings
from tests.department_files import Listed, Person
from tests.policies.exchange.county import County

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))
CODE, MONTH = "340604", date(2022, 10, 1)
CARS = "比对申请/公安局_机动车比对结果.xlsx"
NOTHING = {"compare_result_code": "无"}
LISTED = {"household_kind_code": "一般农户", "identified_month": "202209"}
OPEN = {**LISTED, "monitored_kind_code": "边缘易致贫户", "risk_1_code": "因病"}


def first_of(day: date) -> date:
    return day.replace(day=1)


@pytest.fixture(scope="module")
def lieshan(shared: Settings) -> County:
    """October lived through: applications, the dibao roll, cars compared before; findings and monitored households."""
    county = County.of(shared, CODE, len(CASES))
    county.send_register(MONTH, county.people)
    applied: dict[date, list[Listed]] = {}
    compared: dict[date, list[Listed]] = {}
    for (head, _), said in zip(county.pairs, CASES.values(), strict=True):
        if "applied" in said:
            applied.setdefault(first_of(said["applied"]), []).append((head, {"application_date": said["applied"]}))
        if "cars" in said:
            compared.setdefault(first_of(said["cars"]), []).append((head, {**NOTHING, "compared_date": said["cars"]}))
    for month, rows in applied.items():
        county.send(month, "household_applications", rows)
    for month, rows in compared.items():
        county.send(month, "police_vehicles", rows)
    on_dibao = [head for (head, _), said in zip(county.pairs, CASES.values(), strict=True) if said.get("dibao")]
    county.send(MONTH, "civil_affairs_dibao_roll", [(head, {"approved_date": date(2021, 1, 1)}) for head in on_dibao])
    send_monitored(county)
    county.live(MONTH)
    return county


def send_monitored(county: County) -> None:
    """Of the first three households one is monitored, one was and one never; four problems were found."""
    (one, one_son), (two, _), (three, _), *_ = county.pairs
    eliminated = {"risk_eliminated_code": "是", "elimination_way_code": "自然消除", "eliminated_month": "202210"}
    listed = [(one, OPEN), (two, {**OPEN, **eliminated}), (three, {**LISTED, "monitored_kind_code": "未纳入"})]
    county.send(MONTH, "monitored_households", listed)
    county.send(MONTH, "monitored_members", [(one, {}), (one_son, {}), (two, {})])
    units = ["区住建局", "民政、残联", "宋疃镇人民政府", "区信访局"]
    county.send(
        MONTH,
        "inspection_findings",
        [
            (one, {"finding_number": f"第{n}号", "responsible_unit": unit, "finding_note": "问题描述"})
            for n, unit in enumerate(units, 1)
        ],
    )


def head_of(county: County, name: str) -> Person:
    return county.pairs[list(CASES).index(name)][0]


@pytest.mark.requirement("LS-07")
@pytest.mark.parametrize("name", CASES)
def test_who_goes_out_for_comparison(lieshan: County, name: str) -> None:
    asked = {row["身份证号"] for row in lieshan.rows(MONTH, CARS)}
    assert (head_of(lieshan, name).id_number in asked) == CASES[name]["asked"]


@pytest.mark.requirement("LS-07")
def test_the_village_reads_why_somebody_was_not_sent(lieshan: County) -> None:
    rows = [row for row in lieshan.rows(MONTH, "*县级汇总*", "申请比对结果") if row["比对事项"] == "机动车"]
    told = {row["户主"]: row for row in rows if row["成员"].endswith("（户主）")}
    expected = {head_of(lieshan, name).name: said["told"] for name, said in CASES.items() if "told" in said}
    assert {head: row["比对结果"] for head, row in told.items()} == expected
    assert told[head_of(lieshan, "低保半年内已比对").name]["比对日期"] == "2022年3月10日"


def test_other_departments_are_still_asked_about_them(lieshan: County) -> None:
    on_dibao = head_of(lieshan, "低保半年内已比对").id_number
    (path,) = lieshan.directory(MONTH).glob("比对申请/市场监督管理局*")
    assert on_dibao in {row["身份证号"] for row in lieshan.rows(MONTH, f"比对申请/{path.name}")}


@pytest.mark.requirement("LS-16")
def test_each_department_gets_the_monitored_it_needs(lieshan: County) -> None:
    head, son = lieshan.pairs[0]
    assert lieshan.files(MONTH, "监测对象") == {
        f"{name}.xlsx"
        for name in ("医疗保障局", "教体局", "住建局", "农水局", "农业农村局", "民政局", "残联", "人社局")
    }
    members = lieshan.rows(MONTH, "监测对象/教体局.xlsx", "监测对象")
    assert [(row["姓名"], row["身份证号"], row["与户主关系"]) for row in members] == [
        (head.name, head.id_number, "户主"),
        (son.name, son.id_number, "之子"),
    ]
    assert {(row["户主"], row["风险类型"], row["识别时间"]) for row in members} == {(head.name, "因病", "2022年9月")}
    heads = lieshan.rows(MONTH, "监测对象/住建局.xlsx", "监测对象")
    assert [row["身份证号"] for row in heads] == [head.id_number]


@pytest.mark.requirement("LS-16")
def test_each_department_gets_the_problems_that_are_its_own(lieshan: County) -> None:
    found = {}
    for department in ("住建局", "民政局", "残联"):
        rows = lieshan.rows(MONTH, f"监测对象/{department}.xlsx", "督查问题")
        found[department] = [(row["问题编号"], row["问题描述"]) for row in rows]
    assert found == {
        "住建局": [("第1号", "问题描述")],
        "民政局": [("第2号", "问题描述")],
        "残联": [("第2号", "问题描述")],
    }
    assert lieshan.book(MONTH, "监测对象/教体局.xlsx").sheetnames == ["监测对象"]
    assert [row["问题编号"] for row in lieshan.rows(MONTH, "督查问题/信访局.xlsx")] == ["第4号"]


@pytest.mark.requirement("LS-16")
def test_a_problem_of_nobody_is_told_to_the_county(lieshan: County) -> None:
    rows = lieshan.rows(MONTH, "*县级汇总*", "督查问题转办")
    owners = {(row["问题编号"], row["转办部门"]) for row in rows}
    assert ("第3号", "（未认出责任单位，请指定）") in owners
    assert len(rows) == 5
