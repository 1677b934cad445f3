"""Both gates on a real warehouse: what is let through, what is stopped, what is written down, and for whom."""

from collections.abc import Iterator
from datetime import date

import psycopg2
import pytest

from expectations.landing import rural_revitalization
from shouwang.gates import GateVerdict, judge_build, judge_deliveries, judge_delivery, write_gate_report
from shouwang.gates.deliveries import read_delivery
from shouwang.gates.landing_gate import suite_for
from shouwang.gates.validation import GateBroken, open_validator
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.expectations.built_examples import (
    BUILD,
    COUNTY,
    HANDED_OUT,
    MONTH,
    SCHEMA,
    change,
    enter_ledger,
    fill_schema,
    make_schema,
    remove,
)
from tests.expectations.landed_examples import Row, good_rows, insert_rows, spoil

FEED, REGISTER = "medical_insurance_settlements", "household_register"
ENTER = """
insert into ops.deliveries (delivery_id, county_code, month, feed, department_code, revision, sha256, file_name,
    received_at, state_code, rows_found, rows_in, rows_accepted, rows_held, rows_dropped)
values (%s, %s, %s, %s, 'medical_insurance', %s, %s, %s, '2022-02-09 09:00+08', %s, %s, %s, %s, %s, 2)
"""


def land(settings: Settings, delivery_id: int, rows: list[Row], state: str = "landed", feed: str = FEED) -> None:
    accepted = sum(row["is_accepted"] for row in rows)
    counts = (len(rows) + 2, len(rows), accepted, len(rows) - accepted)
    file_name = f"医疗保障局_名单{delivery_id}.xlsx"
    with connect(settings, "loader", "test") as connection, connection.cursor() as cursor:
        insert_rows(cursor, feed, delivery_id, rows)
        described = (delivery_id, COUNTY, MONTH, feed, delivery_id, f"{delivery_id:064d}", file_name, state, *counts)
        cursor.execute(ENTER, described)


def laid_out_schemas(settings: Settings) -> list[tuple[object, ...]]:
    return read(settings, "select nspname from pg_namespace where nspname like 'judged%'")


def read(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def run(settings: Settings, *statements: str) -> None:
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def of(verdict: GateVerdict, expectation: str) -> tuple[bool, int, int]:
    [found] = [result for result in verdict.results if result.expectation == expectation]
    return found.is_met, found.failing_count, found.checked_count


@pytest.fixture
def built(warehouse: Settings) -> Iterator[Settings]:
    with connect(warehouse, "transformer", "test") as connection, connection.cursor() as cursor:
        enter_ledger(cursor)
        make_schema(cursor)
        fill_schema(cursor)
    with connect(warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(HANDED_OUT)
    yield warehouse
    run(warehouse, f"drop schema {SCHEMA} cascade")


def test_a_register_laid_out_to_be_judged_is_judged_as_where_it_stands(warehouse: Settings) -> None:
    rows = good_rows(REGISTER)
    rows[0]["relation_code"] = "son"
    rows[5]["is_accepted"] = False
    land(warehouse, 1, rows, feed=REGISTER)
    run(warehouse, "create schema judged_1", "create table judged_1.households (left_by_a_killed_run text)")
    verdict = judge_delivery(warehouse, 1)
    with open_validator(warehouse, "test") as validator, connect(warehouse, "transformer", "test") as connection:
        where_it_stands = validator.are_met(suite_for(read_delivery(connection, 1)))
    assert {result.expectation: result.is_met for result in verdict.results} == where_it_stands
    assert of(verdict, "rows_complete") == (True, 0, 20)
    assert of(verdict, "held_share_usual") == (True, 1, 20)
    assert of(verdict, "key_unique") == (True, 0, 19)
    assert of(verdict, "one_head") == (False, 1, 10)
    assert read(warehouse, "select row_reference from quality.gate_rows where expectation = 'one_head'") == [("1:1",)]
    assert laid_out_schemas(warehouse) == []


def test_what_was_laid_out_goes_when_a_register_cannot_be_judged(
    warehouse: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(warehouse, 1, good_rows(REGISTER), feed=REGISTER)
    monkeypatch.setattr(rural_revitalization, "HOUSEHOLDS", "select no_such_column from {relation}")
    with pytest.raises(psycopg2.Error):
        judge_delivery(warehouse, 1)
    assert laid_out_schemas(warehouse) == []
    assert read(warehouse, "select state_code from ops.deliveries") == [("landed",)]


def test_a_good_delivery_is_accepted_although_a_tolerated_row_was_held(warehouse: Settings) -> None:
    rows = good_rows(FEED)
    rows[4]["is_accepted"] = False
    land(warehouse, 1, rows)
    verdict = judge_delivery(warehouse, 1)
    assert verdict.is_passed
    assert of(verdict, "held_share_usual") == (True, 1, 20)
    assert of(verdict, "key_unique") == (True, 0, 19)
    assert read(warehouse, "select state_code, message from ops.deliveries") == [("accepted", verdict.message)]
    assert read(warehouse, "select count(*) from quality.gate_results") == [(len(verdict.results),)]


def test_a_bad_delivery_is_rejected_with_its_rows_and_the_others_go_on(warehouse: Settings) -> None:
    land(warehouse, 1, spoil("held_share_bearable", good_rows(FEED)))
    land(warehouse, 2, good_rows(FEED))
    assert [verdict.is_passed for verdict in judge_deliveries(warehouse, [1, 2])] == [False, True]
    [(first, message), (second, _)] = read(
        warehouse, "select state_code, message from ops.deliveries order by delivery_id"
    )
    assert (first, second) == ("rejected", "accepted")
    assert "退回行应不超过一半" in str(message)
    assert "涉及11行，请医疗保障局整改" in str(message)
    rows = "select row_reference from quality.gate_rows where expectation = 'held_share_bearable'"
    assert sorted(read(warehouse, rows)) == sorted((f"1:{number}",) for number in range(1, 12))


def test_one_bad_row_of_a_short_list_does_not_hold_back_the_others(warehouse: Settings) -> None:
    rows = good_rows(FEED)[:3]
    land(warehouse, 1, [rows[0], *(row | {"is_accepted": False} for row in rows[1:])])
    verdict = judge_delivery(warehouse, 1)
    assert verdict.is_passed
    assert of(verdict, "held_share_bearable") == (False, 2, 3)
    assert "涉及2行，请医疗保障局整改" in verdict.message


def test_judging_again_replaces_what_was_found_before(warehouse: Settings) -> None:
    land(warehouse, 1, spoil("person_id_given", good_rows(FEED)))
    assert not judge_delivery(warehouse, 1).is_passed
    with connect(warehouse, "loader", "test") as connection, connection.cursor() as cursor:
        cursor.execute("delete from landing.medical_insurance_settlements where delivery_id = 1")
        insert_rows(cursor, FEED, 1, good_rows(FEED))
    verdict = judge_delivery(warehouse, 1)
    assert verdict.is_passed
    assert read(warehouse, "select count(*) from quality.gate_rows") == [(0,)]
    assert read(warehouse, "select count(*) from quality.gate_results") == [(len(verdict.results),)]
    assert read(warehouse, "select state_code from ops.deliveries") == [("accepted",)]


def test_failing_rows_are_capped_and_truly_counted(warehouse: Settings) -> None:
    template = good_rows(FEED)[0] | {"self_paid_amount": 30_000}
    numbers = range(1, 10_051)
    many = [template | {"row_number": n, "person_id": n, "settlement_number": f"{n}号"} for n in numbers]
    land(warehouse, 1, many)
    assert of(judge_delivery(warehouse, 1), "self_paid_within_total") == (False, 10_050, 10_050)
    assert read(warehouse, "select count(*), max(length(row_reference)) from quality.gate_rows") == [(10_000, 7)]


def test_a_file_that_was_not_landed_is_not_judged(warehouse: Settings) -> None:
    land(warehouse, 1, [], "archived")
    with pytest.raises(ValueError, match="不能检查"):
        judge_delivery(warehouse, 1)
    with pytest.raises(LookupError):
        judge_delivery(warehouse, 2)


def test_a_check_that_cannot_run_is_no_verdict(warehouse: Settings) -> None:
    land(warehouse, 1, good_rows(FEED))
    with connect(warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("alter table landing.medical_insurance_settlements drop column self_paid_amount")
    with pytest.raises(GateBroken, match="无法执行"):
        judge_delivery(warehouse, 1)
    assert read(warehouse, "select state_code from ops.deliveries") == [("landed",)]


def test_a_good_build_passes(built: Settings) -> None:
    verdict = judge_build(built, BUILD.build_id)
    assert verdict.is_passed
    assert verdict.message == f"通过：{len(verdict.results)}项检查全部符合。"
    assert read(built, "select state_code from ops.builds") == [("passed",)]


def test_a_bad_build_is_stopped_and_says_which_rows_and_who_must_mend_them(built: Settings) -> None:
    run(built, remove("rpt_township_referrals", "household_id = 7"))
    verdict = judge_build(built, BUILD.build_id)
    assert not verdict.is_passed
    assert of(verdict, "household_risks.household_is_listed") == (False, 1, 20)
    assert "漏了就没有人上门（涉及1行，请县乡村振兴局整改）" in verdict.message
    rows = "select row_reference from quality.gate_rows where expectation = 'household_risks.household_is_listed'"
    assert read(built, rows) == [("7:dibao_granted:71",)]
    assert read(built, "select state_code from ops.builds") == [("stopped",)]


def test_a_warning_does_not_stop_a_build(built: Settings) -> None:
    run(built, change("dim_people", "birth_month = '1899-12-01'", "person_id = 11"))
    verdict = judge_build(built, BUILD.build_id)
    assert verdict.is_passed
    assert "有1项提醒：出生月份应在1900年至本月之间" in verdict.message


def test_a_published_build_is_not_judged_again(built: Settings) -> None:
    run(built, "update ops.builds set state_code = 'published'")
    with pytest.raises(ValueError, match="published"):
        judge_build(built, BUILD.build_id)


def test_the_report_names_rows_and_menders_and_nothing_from_elsewhere(built: Settings) -> None:
    rows = spoil("self_paid_within_total", good_rows(FEED))
    rows[4]["is_accepted"] = False
    land(built, 1, rows)
    with connect(built, "loader", "test") as connection, connection.cursor() as cursor:
        cursor.execute("insert into landing.held_cells values (1, 5, 'id_number', 'id_number_check_digit', '18位')")
    judge_delivery(built, 1)
    judge_build(built, BUILD.build_id)
    path = write_gate_report(built, COUNTY, MONTH)
    page = path.read_text(encoding="utf-8")
    assert path == built.reports / COUNTY / "2022-01" / "质量报告.html"
    assert "鄢陵县 2022年1月" in page
    assert "自费与各项支付均不应超过医疗总费用" in page
    assert "第1行" in page
    assert "身份证号校验码不符" in page
    assert "通过，可以发布" in page
    assert "http" not in page
    assert "<script" not in page
    assert write_gate_report(built, COUNTY, MONTH).read_text(encoding="utf-8") == page
    assert [found.name for found in path.parent.iterdir()] == ["质量报告.html"]


def test_the_report_of_a_month_without_files_says_so(warehouse: Settings) -> None:
    page = write_gate_report(warehouse, COUNTY, date(2023, 5, 1)).read_text(encoding="utf-8")
    assert "本月没有收到文件" in page
    assert "本月名单尚未检查" in page
