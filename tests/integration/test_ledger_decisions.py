"""Decisions of people: an answer moves the delivery, a withdrawal brings the one before back into force."""

from datetime import date

import pytest

from shouwang.build import prepare
from shouwang.gates import judge_deliveries
from shouwang.landing import DecisionError, decide, land, landed_deliveries, question, withdraw
from shouwang.settings import Settings
from shouwang.stages import land_month
from tests.conftest import MakeWarehouse
from tests.integration.ledger_files import deliver_rows, dibao_rows, land_files, ledger_states, rows_of
from tests.integration.test_ledger_questions import register
from tests.unit.landing.files import COUNTY, DIBAO_HEADER

JANUARY, FEBRUARY = date(2022, 1, 1), date(2022, 2, 1)
OTHER_MONTH = ("鄢陵县2021年11月新增农村低保人员名单",)


@pytest.fixture
def waiting(empty_landing: Settings) -> int:
    """The number of a delivery that waits for a person."""
    (landed,) = land_files(empty_landing, "低保", [OTHER_MONTH, DIBAO_HEADER, *dibao_rows(3)])
    return landed.delivery_id


def test_an_accepted_answer_leads_to_the_gate(empty_landing: Settings, waiting: int) -> None:
    assert decide(empty_landing, waiting, "accept", "标题笔误", "li").state_code == "landed"
    land_month(empty_landing, COUNTY, JANUARY)
    assert ledger_states(empty_landing) == [("低保.csv", 1, "accepted")]


def test_a_rejected_answer_says_why_and_outlives_landing_again(empty_landing: Settings, waiting: int) -> None:
    rejected = decide(empty_landing, waiting, "reject", "确是去年11月的名单", "li")
    assert (rejected.state_code, rejected.message) == ("rejected", "县级裁定不采用：确是去年11月的名单")
    land(empty_landing, waiting)
    question(empty_landing, [waiting])
    assert landed_deliveries(empty_landing, COUNTY) == []
    assert ledger_states(empty_landing) == [("低保.csv", 1, "rejected")]


def test_a_person_may_change_their_mind(empty_landing: Settings, waiting: int) -> None:
    decide(empty_landing, waiting, "reject", "看错了月份", "li")
    assert decide(empty_landing, waiting, "accept", "已与民政局核实", "wang").state_code == "landed"
    assert rows_of(
        empty_landing, "select decision_code, reason, decided_by from ops.delivery_decisions order by decision_id"
    ) == [("reject", "看错了月份", "li"), ("accept", "已与民政局核实", "wang")]


def test_what_cannot_be_decided_says_what_can(empty_landing: Settings, waiting: int) -> None:
    with pytest.raises(LookupError, match="台账中没有编号为 1 的报送"):
        decide(empty_landing, 1, "accept", "采用", "li")
    with pytest.raises(ValueError, match="没有写明理由"):
        decide(empty_landing, waiting, "accept", " ", "li")
    decide(empty_landing, waiting, "accept", "标题笔误", "li")
    with pytest.raises(DecisionError, match=r"状态是“已入库、等待质量关”，不能不采用.*“待裁定”"):
        decide(empty_landing, waiting, "reject", "还是不用", "li")
    assert rows_of(empty_landing, "select count(*) from ops.delivery_decisions") == [(1,)]


def test_a_list_the_gate_rejected_cannot_be_accepted_by_hand(empty_landing: Settings) -> None:
    (landed,) = land_files(empty_landing, "低保", [DIBAO_HEADER, *[("张三", f"{n}", "", "300", "") for n in range(20)]])
    judge_deliveries(empty_landing, [landed.delivery_id])
    assert ledger_states(empty_landing) == [("低保.csv", 1, "rejected")]
    with pytest.raises(DecisionError, match="未采用"):
        decide(empty_landing, landed.delivery_id, "accept", "放行", "li")


def test_who_waits_or_was_withdrawn_is_not_judged(empty_landing: Settings, waiting: int) -> None:
    with pytest.raises(ValueError, match="不能检查"):
        judge_deliveries(empty_landing, [waiting])
    withdraw(empty_landing, waiting, "报错了", "li")
    with pytest.raises(ValueError, match="不能检查"):
        judge_deliveries(empty_landing, [waiting])
    assert ledger_states(empty_landing) == [("低保.csv", 1, "withdrawn")]


def test_a_withdrawal_brings_the_one_before_back_into_force(make_warehouse: MakeWarehouse) -> None:
    settings = make_warehouse()
    deliver_rows(settings, "农户家庭成员花名册", register(10, 0))
    deliver_rows(settings, "低保_一", [DIBAO_HEADER, *dibao_rows(3)])
    deliver_rows(settings, "低保_二", [DIBAO_HEADER, *dibao_rows(4)], minute=1)
    land_month(settings, COUNTY, JANUARY)
    assert in_force(settings, JANUARY) == ["低保_二.csv", "农户家庭成员花名册.csv"]

    ((second,),) = rows_of(settings, "select delivery_id from ops.deliveries where file_name = '低保_二.csv'")
    assert withdraw(settings, second, "多报一人", "li").message == "已撤回：多报一人"
    assert in_force(settings, JANUARY) == ["低保_一.csv", "农户家庭成员花名册.csv"]
    land(settings, second)
    question(settings, [second])
    assert in_force(settings, JANUARY) == ["低保_一.csv", "农户家庭成员花名册.csv"]

    decide(settings, second, "accept", "撤回有误", "li")
    land_month(settings, COUNTY, JANUARY)
    assert in_force(settings, JANUARY) == ["低保_二.csv", "农户家庭成员花名册.csv"]


def test_a_whole_list_that_waits_leaves_the_one_of_the_month_before_in_force(make_warehouse: MakeWarehouse) -> None:
    settings = make_warehouse()
    deliver_rows(settings, "花名册_一_农户家庭成员", register(40, 25))
    land_month(settings, COUNTY, JANUARY)
    deliver_rows(settings, "花名册_二_农户家庭成员", register(40, 0), "2022-02")
    land_month(settings, COUNTY, FEBRUARY)
    assert in_force(settings, FEBRUARY) == ["花名册_一_农户家庭成员.csv"]
    deliver_rows(settings, "花名册_三_农户家庭成员", register(42, 25), "2022-02", minute=1)
    land_month(settings, COUNTY, FEBRUARY)
    assert in_force(settings, FEBRUARY) == ["花名册_三_农户家庭成员.csv"]


def in_force(settings: Settings, month: date) -> list[str]:
    """The files a build of the month may know."""
    build_id = prepare(settings, COUNTY, month).build_id
    statement = (
        "select file_name from ops.build_inputs inner join ops.deliveries using (delivery_id) where build_id = %s"
    )
    return sorted(name for (name,) in rows_of(settings, statement, (build_id,)))
