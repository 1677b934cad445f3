"""Whom to seek and who may apply: every reason and limit of the packs, just inside and just outside."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from shouwang.settings import Settings
from tests.policies.outreach.counties import counties
from tests.policies.outreach.published import ask, by_case, read_rows, read_workbook, row_of

SOUGHT = """
select household_id, outreach_ground_codes from marts.fct_outreach_households where county_code = %s and month = %s
"""
APPLIES = """
select household_id, application_state_code || ' ' || category_code from marts.fct_candidate_applications
where county_code = %s and month = %s
"""
OPENED = """
select household_id, (opened_month, months_open, is_still_proposed)::text from marts.fct_candidate_applications
where county_code = %s and month = %s
"""
ENDED = {"次月申请": "已申请（2022-10-08）", "次月未确认": "未予确认（2022-10-08）", "次月纳入": "已纳入（2022-10-08）"}
TEXTS = """
select reason_text from (
    select county_code, month, reason_text from marts.fct_outreach_households
    union all select county_code, month, reason_text from marts.fct_candidate_applications
    union all select county_code, month, reason_text from marts.fct_due_contacts
) as told where county_code = %s and month = %s
"""


def said(policy: str, key: str) -> Mapping[str, Any]:
    return {case.name: case.said.get(key, {}) for case in counties()[policy].cases}


def sought_in(settings: Settings, policy: str) -> Mapping[str, list[Any]]:
    found = by_case(settings, SOUGHT, policy, counties()[policy].months[0])
    return {name: grounds[0] if grounds else [] for name, grounds in found.items()}


@pytest.mark.requirement("QD-10")
def test_who_is_outside_of_relief_and_has_a_reason_is_sought(lived: Settings) -> None:
    expected = {name: list(grounds) for name, grounds in said("qidong", "sought").items()}
    assert sought_in(lived, "qidong") == expected


def test_linfen_seeks_those_outside_of_dibao_and_tekun_alone(lived: Settings) -> None:
    assert sought_in(lived, "linfen") == {name: list(grounds) for name, grounds in said("linfen", "sought").items()}


@pytest.mark.requirement("QD-08")
def test_an_application_is_opened_and_stays_until_something_is_known_of_it(lived: Settings) -> None:
    for month in counties()["qidong"].months:
        told = {name: states.get(f"{month:%Y-%m}") for name, states in said("qidong", "applies").items()}
        expected = {name: [state] if state else [] for name, state in told.items()}
        assert by_case(lived, APPLIES, "qidong", month) == expected


@pytest.mark.requirement("QD-08")
def test_what_ended_an_application_is_told_with_its_day(lived: Settings, october: date) -> None:
    ended = {name: row_of(lived, "qidong", october, "拟申请救助", name)["状态"] for name in ENDED}
    assert ended == ENDED


@pytest.mark.requirement("LF-05")
def test_linfen_opens_an_application_for_whom_its_conditions_fit(lived: Settings) -> None:
    (month,) = counties()["linfen"].months
    expected = {name: list(told.values()) for name, told in said("linfen", "applies").items()}
    assert by_case(lived, APPLIES, "linfen", month) == expected


@pytest.mark.requirement("QD-08")
def test_the_month_it_was_opened_is_kept_though_the_data_no_longer_say_so(lived: Settings, october: date) -> None:
    opened = by_case(lived, OPENED, "qidong", october)
    assert opened["低保以内"] == ["(2022-09-01,1,t)"]
    assert opened["次月收入增加"] == ["(2022-09-01,1,f)"]
    assert opened["半年内申请过"] == ["(2022-10-01,0,t)"]
    doubted = row_of(lived, "qidong", october, "拟申请救助", "次月收入增加")
    assert doubted["依据"] == "2022年9月起拟申请低保对象，本月数据已不足以支持，请核实（启民发〔2021〕112号第三(三)条）"


@pytest.mark.requirement("QD-10")
def test_the_county_reads_all_reasons_in_one_line(lived: Settings, september: date) -> None:
    row = row_of(lived, "qidong", september, "主动发现走访", "三种原因")
    assert (row["走访原因"], row["原因数"]) == ("原建档立卡低收入农户、残疾人家庭、有重病患者或慢性病人", 3)
    assert row["依据"] == (
        "原建档立卡低收入农户：乡村振兴局《原建档立卡低收入人口名单》2022年9月，1人；"
        "残疾人家庭：残联《持证残疾人花名册》2022年9月，1人；"
        "有重病患者或慢性病人：卫健委《重病和长期慢性病人员名单》2022年9月（2022年9月15日），1人（启民发〔2021〕112号第四(二)条）"
    )
    _, rows = read_rows(read_workbook(lived, "qidong", september), "主动发现走访")
    townships = [row["乡镇"] for row in rows]
    assert len(set(townships)) == 2
    assert townships == sorted(townships, key=townships.index)


@pytest.mark.requirement("QD-08")
def test_the_formerly_registered_poor_stand_first_among_the_open(lived: Settings, october: date) -> None:
    _, rows = read_rows(read_workbook(lived, "qidong", october), "拟申请救助")
    assert [row["原建档立卡"] for row in rows][:2] == ["是", None]
    assert {row["状态"] for row in rows[:-3]} == {"待申请"}
    assert "待申请" not in {row["状态"] for row in rows[-3:]}
    assert rows[0]["依据"].startswith("符合：家庭人均年收入9,000元，应低于9,600元")


def test_no_text_names_anybody(lived: Settings) -> None:
    for policy, county in counties().items():
        texts = [text for month in county.months for (text,) in ask(lived, TEXTS, policy, month)]
        people = [person for case in county.cases for person in (case.head, case.son)]
        assert texts
        assert [text for text in texts if any(p.name in text or p.id_number in text for p in people)] == []
