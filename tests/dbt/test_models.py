"""One small month, landed by SQL, is built by dbt in a real warehouse with every unit and data test."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.divisions import children
from shouwang.policies import pack_for
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import published_tables
from tests.conftest import MakeWarehouse
from tests.dbt.dbt_invocation import PROJECT, Scope, invoke, invoke_in
from tests.dbt.project_rules import read_models

COUNTY = "411024"
VERSION = pack_for(COUNTY).version
KNOWN = {"county_code": COUNTY, "month": "2022-02-01", "build_id": "b2", "policy_version": VERSION}
LANDED = Path(__file__).parent / "landed_month.sql"
DOCUMENT = "鄢巩固脱贫组办〔2022〕3号第四条"


@pytest.fixture(scope="module")
def scope(make_warehouse: MakeWarehouse) -> Scope:
    """A warehouse where the month is landed; unit tests of dbt work in temporary tables."""
    settings = make_warehouse()
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(LANDED.read_text(encoding="utf-8").replace("{policy_version}", VERSION))
        cursor.execute(f"grant temporary on database {settings.warehouse_database} to transformer")
    return Scope(settings, "build_test", KNOWN)


@pytest.fixture(scope="module")
def statuses(scope: Scope, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of every node of `dbt build`, unit tests among them."""
    return invoke_in(scope, ["build"], tmp_path_factory.mktemp("built"))


@pytest.fixture
def built(scope: Scope, statuses: dict[str, str]) -> Iterator[Cursor]:
    """A cursor of role transformer that finds the built tables without a schema."""
    assert statuses
    with connect(scope.settings, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute("set search_path to build_test")
        yield cursor


def ask(cursor: Cursor, columns: str, origin: str) -> list[tuple[Any, ...]]:
    cursor.execute(sql.SQL("select {} from {}").format(sql.SQL(columns), sql.SQL(origin)))
    return cursor.fetchall()


def test_everything_is_made_and_every_test_holds(statuses: dict[str, str]) -> None:
    assert {name: status for name, status in statuses.items() if status not in {"success", "pass"}} == {}
    assert sum(name.startswith(("stg_", "int_", "dim_", "fct_", "bridge_", "rpt_", "agg_")) for name in statuses) > 40
    assert {"exactly_at_the_threshold_is_not_over_it", "assert_counts_reconcile"} <= set(statuses)


def test_the_list_names_who_is_at_risk_most_urgent_first(built: Cursor) -> None:
    columns = "township_code, list_position, household_id, priority_group, risk_labels, first_known_month"
    assert ask(built, columns, "rpt_township_referrals order by 1, 2") == [
        ("411024100", 1, 102, "elderly_alone", "饮水未完全保障", date(2022, 2, 1)),
        ("411024100", 2, 101, "sudden_misfortune", "医疗救助后自费超限、新增30种大病", date(2022, 1, 1)),
        ("411024101", 1, 104, "severely_disabled", "义务教育失学辍学", date(2022, 2, 1)),
    ]


def test_a_referral_explains_itself(built: Cursor) -> None:
    reasons = dict(ask(built, "household_id, reason_text", "rpt_township_referrals"))
    assert reasons[101] == (
        f"医疗保障局2月推送：家庭成员（配偶）当月享受医疗救助后自费12,000.50元，超过10,000元（{DOCUMENT}）；"
        f"卫健委2月推送：户主于2022年2月14日确诊肺癌，属30种大病（{DOCUMENT}）。"
    )
    assert reasons[102] == f"水务局2月推送：饮水安全未完全保障，问题为水质不达标（{DOCUMENT}）。"


def test_a_referral_remembers_what_was_known_before(built: Cursor) -> None:
    columns = "household_id, previous_status_code, previous_status_label, previous_check_date, subject_person_ids"
    assert ask(built, columns, "rpt_township_referrals order by 1") == [
        (101, "not_confirmed", "情况不属实", date(2022, 2, 18), [1011, 1012]),
        (102, None, None, None, [1021]),
        (104, "referred", "已交办，待核查", None, [1042]),
    ]


def test_a_risk_carries_value_threshold_and_first_record(built: Cursor) -> None:
    columns = "person_id, value_amount, threshold_amount, record_count, delivery_id, row_number, clause"
    medical = ask(built, columns, "fct_household_risk_months where rule_code = 'medical_self_paid_over'")
    assert medical == [(1012, Decimal("12000.50"), Decimal("10000.00"), 2, 3, 1, "四")]


def test_records_of_unknown_people_are_kept_and_judge_nobody(built: Cursor) -> None:
    counts = "count(*), count(*) filter (where not is_matched), count(*) filter (where person_id = 1061)"
    assert ask(built, counts, "fct_signals") == [(9, 1, 1)]
    assert ask(built, "1", "fct_household_risk_months where household_id in (103, 106)") == []


def test_silence_carries_the_status_and_a_new_referral_opens_again(built: Cursor) -> None:
    columns = "household_id, status_code, referred_month, check_date, answered_month, months_since_news"
    assert ask(built, columns, "fct_household_status_months order by 1") == [
        (101, "referred", date(2022, 2, 1), None, None, 0),
        (102, "referred", date(2022, 2, 1), None, None, 0),
        (104, "referred", date(2022, 2, 1), None, None, 0),
        (105, "confirmed", date(2022, 1, 1), date(2022, 2, 19), date(2022, 2, 1), 0),
    ]


def test_every_township_is_summed(built: Cursor) -> None:
    counts = (
        "household_count, risk_count, sudden_household_count, priority_household_count,"
        " known_household_count, answered_household_count, confirmed_household_count"
    )
    found = {row[0]: row[1:] for row in ask(built, f"township_code, {counts}", "rpt_county_summary")}
    assert sorted(found) == [division.code for division in children(COUNTY)]
    assert {code: counts for code, counts in found.items() if any(counts)} == {
        "411024100": (2, 3, 1, 2, 3, 1, 1),
        "411024101": (1, 1, 0, 1, 1, 0, 0),
    }


def test_every_expected_list_has_its_arrival(built: Cursor) -> None:
    arrivals = dict(ask(built, "feed, arrival_code", "rpt_feed_arrivals"))
    assert set(arrivals) == {expected.feed for expected in pack_for(COUNTY).feeds}
    said = {feed: code for feed, code in arrivals.items() if code not in {"missing", "not_due"}}
    assert said == {
        "household_register": "on_time",
        "medical_insurance_settlements": "late",
        "health_major_illnesses": "on_time",
        "water_unsafe_households": "on_time",
        "education_dropouts": "on_time",
        "civil_affairs_dibao": "rejected",
    }


def test_small_counts_do_not_leave(built: Cursor) -> None:
    shown = ask(built, "distinct household_count, is_suppressed", "agg_township_risk_months order by 2")
    assert shown == [(0, False), (None, True)]


def test_the_newest_register_says_who_lives_where(built: Cursor) -> None:
    assert ask(built, "count(*), count(distinct county_code)", "dim_people") == [(11, 1)]
    assert ask(built, "household_id, member_count", "dim_households where household_id = 102") == [(102, 1)]
    heads = ask(built, "person_id", "bridge_household_members where household_id = 101 and is_head")
    assert heads == [(1011,)]


def test_documents_say_exactly_what_is_built(built: Cursor, tmp_path: Path) -> None:
    written = "c.relname, a.attname, format_type(a.atttypid, a.atttypmod)"
    origin = "pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
    where = "where c.relnamespace = 'build_test'::regnamespace and c.relkind in ('r', 'v')"
    actual = {(model, column): kind for model, column, kind in ask(built, written, f"{origin} {where}")}
    models = read_models(invoke(["parse"], tmp_path).result)
    documented = {(model.name, name): said[0] for model in models for name, said in model.columns.items()}
    assert documented == actual


def test_every_published_relation_is_built(built: Cursor) -> None:
    for table in published_tables():
        ask(built, ", ".join(table.column_names), f"{table.name} limit 0")


DOCTORED = {
    "assert_risks_stand_on_one_list": "delete from rpt_township_referrals where household_id = 101",
    "assert_counts_reconcile": "update rpt_county_summary set risk_count = risk_count + 1",
    "assert_referred_households_have_status": "delete from fct_household_status_months where household_id = 102",
    "assert_thresholds_in_force": "update int_rules_resolved set threshold_amount = null",
    "assert_small_counts_hidden": "update agg_township_risk_months set household_count = 3, is_suppressed = false",
    "keys_of_fct_household_risk_months": "insert into fct_household_risk_months table fct_household_risk_months",
    "keys_of_int_parameters_resolved": "insert into int_parameters_resolved table int_parameters_resolved",
    "keys_of_rpt_township_referrals": "update rpt_township_referrals set reason_text = null",
}
OURS = sorted(path.stem for path in PROJECT.glob("tests/assert_*.sql"))


def test_every_data_test_of_ours_is_shown_to_fail_below() -> None:
    assert sorted(name for name in DOCTORED if name.startswith("assert_")) == OURS


def test_data_tests_notice_doctored_tables(scope: Scope, built: Cursor, tmp_path: Path) -> None:
    built.execute("create schema doctored")
    for relation in sorted(set(map(_relation, DOCTORED.values()))):
        built.execute(sql.SQL("create table doctored.{0} as select * from {0}").format(sql.Identifier(relation)))
    built.execute("set search_path to doctored")
    for statement in DOCTORED.values():
        built.execute(statement)
    built.connection.commit()
    found = invoke_in(scope._replace(schema="doctored"), ["test", "--select", *DOCTORED], tmp_path)
    assert found == dict.fromkeys(DOCTORED, "fail")


def _relation(statement: str) -> str:
    return next(word for word in statement.split() if word not in {"delete", "from", "update", "insert", "into"})
