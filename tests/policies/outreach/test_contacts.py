"""Visits and calls that were missed or are coming, of every group and form, just in time and just too late."""

from datetime import date

import pytest

from shouwang.settings import Settings
from tests.policies.outreach.counties import counties
from tests.policies.outreach.published import by_case, read_rows, read_workbook, row_of

DUE = """
select household_id, contact_state_code || ' ' || contact_due_date from marts.fct_due_contacts
where county_code = %s and month = %s
"""
DAYS = "select household_id, days_overdue from marts.fct_due_contacts where county_code = %s and month = %s"
MONTH = date(2022, 9, 1)


@pytest.mark.requirement("LS-02", "LS-12")
def test_contacts_are_due_by_calendar_month_and_quarter(lived: Settings) -> None:
    expected = {case.name: [case.said["due"]] if "due" in case.said else [] for case in counties()["lieshan"].cases}
    assert by_case(lived, DUE, "lieshan", MONTH) == expected


@pytest.mark.requirement("LS-12")
def test_days_overdue_are_counted_to_the_end_of_the_month(lived: Settings) -> None:
    days = by_case(lived, DAYS, "lieshan", MONTH)
    found = {name: days[name] for name in ("上月底入户", "七月入户", "从未走访", "本月初入户")}
    assert found == {"上月底入户": [0], "七月入户": [30], "从未走访": [92], "本月初入户": [0]}


@pytest.mark.requirement("LS-02", "LS-12")
def test_the_county_reads_duty_record_day_and_clause(lived: Settings) -> None:
    called = row_of(lived, "lieshan", MONTH, "走访联系到期", "只打过电话")
    assert (called["状态"], called["走访联系要求"]) == ("到期未走访联系", "监测对象每月入户走访")
    assert (called["最近一次"], called["应于何日前"], called["已过天数"]) == ("2022-08-20", "2022-09-30", 0)
    assert called["依据"] == (
        "最近一次：2022年8月20日入户（乡镇《走访联系记录表》2022年8月），其后2022年9月20日电话不计入；"
        "应于2022年9月30日前走访联系，未见记录（烈农工组〔2022〕7号第三(一)条）"
    )
    late = row_of(lived, "lieshan", MONTH, "走访联系到期", "七月入户")
    assert "应于2022年8月31日前走访联系，未见记录，至2022年9月30日已过30天（" in late["依据"]
    away = row_of(lived, "lieshan", MONTH, "走访联系到期", "六月外出未联系")
    assert (away["走访联系要求"], away["最近一次"]) == ("长期外出农户每季度联系", "—")
    assert "自2022年6月有走访联系记录以来没有；应于2022年9月30日前" in away["依据"]
    assert "第一(三)条" in away["依据"]


def test_the_missed_stand_first_and_who_is_not_owed_anything_is_not_there(lived: Settings) -> None:
    note, rows = read_rows(read_workbook(lived, "lieshan", MONTH), "走访联系到期")
    states = [row["状态"] for row in rows]
    assert states == sorted(states, key=["到期未走访联系", "下月底前到期"].index)
    assert len(rows) == sum("due" in case.said for case in counties()["lieshan"].cases)
    assert "长期外出农户名单（2022年9月）" in note


def test_a_policy_without_duties_has_no_sheet_of_them(lived: Settings) -> None:
    for policy in ("qidong", "linfen"):
        assert "走访联系到期" not in read_workbook(lived, policy, counties()[policy].months[0]).sheetnames
