"""From a report's file to the township's workbook, the answer, and the monthly list that does not repeat it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shouwang.publication import explain
from shouwang.urgent.remaking import remake_urgent_lists
from shouwang.warehouse.overview import issued_lists
from tests.policies.urgent.county import rows_of
from tests.policies.urgent.lives import (
    AGAIN,
    ELSEWHERE,
    LATER,
    LUAN,
    MEANT,
    MISTAKEN,
    NEW_RISK,
    NEWCOMER,
    SEPTEMBER,
    WITHDRAWN,
    Life,
    bytes_below,
)

OUTCOMES = """
select delivery.file_name, report.outcome_code from marts.fct_urgent_reports as report
inner join ops.deliveries as delivery using (delivery_id)
where report.county_code = %s order by delivery.file_name
"""
TEXTS = """
select reason_text from publication.rpt_urgent_referrals_v1
union all select urgent_note from marts.fct_urgent_repeats_v1
"""


def monthly(life: Life) -> dict[str, Mapping[str, str]]:
    """Head to the line of the month's lists."""
    return {row["户主姓名"]: row for row in life.county.monthly_rows(SEPTEMBER)}


@pytest.mark.requirement("LA-06")
def test_a_report_is_handed_to_the_township_of_domicile_at_once(luan: Life) -> None:
    lines = luan.lines(1)
    assert set(lines) == {luan.head(pair) for pair in (AGAIN, NEW_RISK, LATER, WITHDRAWN, MISTAKEN)}
    line = lines[luan.head(NEW_RISK)]
    assert (line["户主身份证号"], line["变动"], line["优先类别"], line["核查结果"]) == (
        luan.county.pairs[NEW_RISK][0].id_number,
        "新增",
        "急难",
        "",
    )
    assert line["交办理由"] == (
        "公安局2023年9月6日报告：家庭成员（之子）于2023年9月5日发生意外事故（六政办秘〔2021〕44号第三条）；"
        "请于2023年9月7日前入户核查；临时救助快速通道：民政局应于2023年9月9日前办理（六政办秘〔2021〕44号第七条）。"
    )
    townships = {name.partition("_")[0] for name in luan.books[1] if "急难交办单" in name}
    assert townships == {"中市街道", "东市街道"}


@pytest.mark.requirement("LA-06")
def test_the_same_again_and_a_second_department_make_no_second_referral_and_are_kept(luan: Life) -> None:
    assert len(luan.runs["again"].delivery_ids) == 2
    assert luan.runs["again"].lists == ()
    outcomes = dict(luan.county.ask(OUTCOMES, LUAN))
    assert outcomes["突发急难报告应1号.xlsx"] == "further_source"
    query = "select source_count from publication.rpt_urgent_referrals where county_code = %s and household_id = %s"
    assert luan.county.ask(query, LUAN, luan.county.household(AGAIN)) == [(2,)]


@pytest.mark.requirement("LA-06")
def test_a_report_withdrawn_and_one_corrected_are_said_by_further_lists(luan: Life) -> None:
    withdrawn, corrected = luan.lines(2), luan.lines(3)
    assert {name: row["变动"] for name, row in withdrawn.items()} == {luan.head(WITHDRAWN): "撤回"}
    assert {name: row["变动"] for name, row in corrected.items()} == {
        luan.head(MISTAKEN): "撤回",
        luan.head(MEANT): "新增",
    }


@pytest.mark.requirement("LA-06")
def test_whom_no_register_knows_comes_back_in_the_receipt_and_is_referred_when_one_does(luan: Life) -> None:
    said: dict[str, str] = {}
    for path in (luan.county.settings.outbox / LUAN / "2023-09" / "receipts" / "公安局").glob("突发急难报告*"):
        values = openpyxl.load_workbook(path).worksheets[-1].values
        said[path.name] = "\n".join(str(cell) for row in values for cell in row if cell)
    assert sum("农户花名册中没有此人" in text for text in said.values()) == 1
    assert sum("所报情形不在本地急难情形之列" in text for text in said.values()) == 1
    assert sum("已接收，1 行未能急难交办" in text for text in said.values()) == 2
    assert set(luan.lines(4)) == {luan.head(NEWCOMER)}
    assert dict(luan.county.ask(OUTCOMES, LUAN))["突发急难报告公7号.xlsx"] == "not_urgent"


@pytest.mark.requirement("LA-06")
def test_the_month_does_not_repeat_it_and_refers_what_is_new(luan: Life) -> None:
    listed = monthly(luan)
    assert set(listed) == {luan.head(pair) for pair in (NEW_RISK, ELSEWHERE, LATER, WITHDRAWN)}
    assert listed[luan.head(NEW_RISK)]["上次核查情况"] == "已交办，待核查"
    assert listed[luan.head(ELSEWHERE)]["上次核查情况"] == "首次交办"
    told = listed[luan.head(NEW_RISK)]["交办理由"]
    assert "遭遇交通事故（六政办秘〔2021〕44号第四条）已急难交办（意外事故，2023年9月6日报告，待核查）" in told
    assert "鉴定为危房" in told
    assert "急难" not in "".join(listed[luan.head(pair)]["交办理由"] for pair in (ELSEWHERE, LATER, WITHDRAWN))


@pytest.mark.requirement("LA-06")
def test_the_answer_comes_back_and_the_lists_of_the_month_show_it_instead(luan: Life) -> None:
    note = "已急难交办（意外事故，2023年9月6日报告，情况属实，拟纳入监测，2023年9月7日核查）"
    rows = {row["户主"]: row for row in luan.county.county_rows(SEPTEMBER, "已急难交办")}
    assert set(rows) == {luan.head(pair) for pair in (AGAIN, NEW_RISK, LATER, MEANT, NEWCOMER)}
    shown = rows[luan.head(AGAIN)]
    assert (shown["核查结果"], shown["核查日期"], shown["本月名单又报"]) == (
        "情况属实，拟纳入监测",
        "2023年9月7日",
        "意外事故",
    )
    sheets = [
        rows_of(path, "已急难交办")
        for path in (luan.county.settings.outbox / LUAN / "2023-09" / "01").glob("*入户核查名单*.xlsx")
    ]
    told = {row["户主"]: row["急难交办情况"] for sheet in sheets for row in sheet}
    assert set(told) == {luan.head(AGAIN), luan.head(NEWCOMER)}
    assert told[luan.head(AGAIN)] == note


def test_an_urgent_answer_is_no_answer_to_the_list_of_the_month(luan: Life) -> None:
    query = "select count(*) from landing.township_feedback where referral_revision > 1000 and check_date is not null"
    assert luan.county.ask(query) == [(1,)]
    status = "select household_id, status_code from marts.fct_household_status_months where county_code = %s"
    statuses = dict(luan.county.ask(status, LUAN))
    assert statuses[luan.county.household(AGAIN)] == "confirmed"  # handed out at once alone
    assert statuses[luan.county.household(NEW_RISK)] == "referred"  # the list came after


@pytest.mark.requirement("LA-06")
def test_visit_and_relief_are_overdue_by_who_holds_them(luan: Life) -> None:
    rows = luan.county.county_rows(SEPTEMBER, "办理时限")
    visits = {row["户主"]: row for row in rows if row["应办环节"] == "入户核查"}
    assert set(visits) == {luan.head(pair) for pair in (NEW_RISK, LATER, MEANT, NEWCOMER)}
    late = visits[luan.head(MEANT)]
    assert (late["情况"], late["责任单位"], late["应办结日期"]) == ("已逾期", "中市街道", "2023年9月7日")
    assert late["说明"].endswith("截至2023年9月30日已逾期23日")
    assert luan.head(AGAIN) in {row["户主"] for row in rows if row["责任单位"] == "民政局"}


@pytest.mark.requirement("LA-06")
def test_a_household_is_explained_with_its_lane(luan: Life) -> None:
    def lanes(pair: int) -> list[tuple[Any, Any]]:
        found = explain(luan.county.settings, LUAN, luan.county.household(pair))
        return [(row["lane"], row["rule_code"]) for row in found]

    assert lanes(AGAIN) == [("urgent", "accident"), ("not_repeated", "accident_suffered")]
    assert lanes(NEW_RISK) == [
        ("urgent", "accident"),
        ("monthly", "accident_suffered"),
        ("monthly", "dangerous_house_appraised"),
    ]
    assert lanes(ELSEWHERE) == [("monthly", "accident_suffered")]


def test_what_left_is_made_again_byte_for_byte_and_nothing_is_said_twice(luan: Life) -> None:
    month = luan.county.settings.outbox / LUAN / "2023-09"
    before = bytes_below(month)
    left = {Path(name).parts[0] for name in before if name.startswith("urgent")}
    assert left == {"urgent-01", "urgent-02", "urgent-03", "urgent-04"}
    for directory in left:
        shutil.rmtree(month / directory)
    luan.county.refer()
    assert bytes_below(month) == before
    assert luan.county.refer().lists == ()
    assert bytes_below(month) == before
    settings = luan.county.settings
    again = remake_urgent_lists(settings, LUAN)
    assert {made.issued.file_path for made in again} == {
        f"{LUAN}/2023-09/{name}" for name in before if name.startswith("urgent") and name.endswith(".xlsx")
    }
    assert {(made.is_same, made.reasons) for made in again} == {(True, ())}
    assert {made.issued.revision for made in remake_urgent_lists(settings, LUAN, SEPTEMBER, 1002)} == {1002}
    listed = issued_lists(settings, LUAN, SEPTEMBER)
    assert {row["file_path"] for row in listed} >= {made.issued.file_path for made in again}


def test_the_command_does_it_and_says_what_it_did(luan: Life) -> None:
    settings = luan.county.settings
    environment = {
        **os.environ,
        "SHOUWANG_HOME": str(settings.home),
        "SHOUWANG_WAREHOUSE_PORT": str(settings.port),
        "SHOUWANG_WAREHOUSE_DATABASE": settings.warehouse_database,
    }
    command = [sys.executable, "-m", "shouwang.cli", "urgent", "--county", LUAN, "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 -- ours
    assert json.loads(done.stdout) == {"delivery_ids": [], "lists": [], "months": []}


@pytest.mark.requirement("LF-08")
def test_urgent_hardship_takes_the_fast_lane_of_temporary_relief(linfen: Life) -> None:
    (lane,) = [rows for name, rows in linfen.books[1].items() if "急难转办单" in name]
    assert [(row["户主姓名"], row["急难情形"], row["应办理日期"]) for row in lane] == [
        (linfen.head(0), "意外事故", "2023年9月9日"),
        (linfen.head(1), "自然灾害", "2023年9月9日"),
    ]
    assert "临市民发〔2023〕31号第三(二)条" in lane[0]["交办理由"]
    assert any(name.startswith("民政局_") for name in linfen.books[1])


@pytest.mark.requirement("LF-08")
def test_relief_closes_the_lane_and_is_no_news_to_the_month(linfen: Life) -> None:
    assert set(monthly(linfen)) == {linfen.head(2)}
    rows = {row["户主"]: row for row in linfen.county.county_rows(SEPTEMBER, "已急难交办")}
    assert rows[linfen.head(0)]["救助日期"] == "2023年9月8日"
    assert rows[linfen.head(0)]["本月名单又报"] == "获得临时救助"
    owed = [row for row in linfen.county.county_rows(SEPTEMBER, "办理时限") if row["责任单位"] == "民政局"]
    assert [(row["户主"], row["应办环节"], row["情况"]) for row in owed] == [
        (linfen.head(1), "临时救助快速通道", "已逾期")
    ]


def test_a_month_that_knew_otherwise_is_to_be_built_again_until_it_is(linfen: Life) -> None:
    assert linfen.runs["first"].months == ()
    assert linfen.runs["withdrawn"].months == (SEPTEMBER,)
    assert linfen.runs["killed_before_it_told"].months == (SEPTEMBER,)
    assert linfen.runs["built_again"].months == ()
    assert {name: row["变动"] for name, row in linfen.lines(2).items()} == {linfen.head(1): "撤回"}


def test_no_text_that_is_kept_names_anybody(luan: Life) -> None:
    texts = [text for (text,) in luan.county.ask(TEXTS)]
    people = [person for pair in luan.county.pairs for person in pair]
    assert len(texts) > 5
    assert [text for text in texts if any(who.name in text or who.id_number in text for who in people)] == []
