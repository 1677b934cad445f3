"""What a person is asked before a list is judged; the month goes on without it, and nobody is asked twice."""

import logging
from collections.abc import Callable
from datetime import date

import pytest

from shouwang.feeds import feed
from shouwang.gates import write_gate_report
from shouwang.landing import decide, land, open_questions, question
from shouwang.landing.doubts.questions import claim_question, release_question
from shouwang.settings import Settings
from shouwang.stages import land_month
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.integration.ledger_files import deliver_rows, dibao_rows, land_files, ledger_states, rows_of
from tests.unit.landing.files import COUNTY, DIBAO_HEADER, id_number

JANUARY = date(2022, 1, 1)
TEKUN_HEADER = ("姓名", "身份证号", "审批日期", "月供养金额", "备注")
REGISTER_HEADER = ("户编号", "姓名", "身份证号", "与户主关系", "性别", "村级区划代码")
EAST, WEST = "411024100001", "411024100002"
Accept = Callable[[], None]


@pytest.fixture
def accept_all(empty_landing: Settings) -> Accept:
    """Lets the gate's yes stand for everything landed: what it checks is tested elsewhere."""

    def accept() -> None:
        with connect(empty_landing, "loader", "test") as connection, connection.cursor() as cursor:
            cursor.execute("update ops.deliveries set state_code = 'accepted' where state_code = 'landed'")

    return accept


def asked(settings: Settings) -> dict[str, str]:
    """Question code to evidence of the one delivery that waits."""
    (found,) = open_questions(settings, COUNTY)
    return found.asked


def test_a_title_of_another_month_is_asked_about(empty_landing: Settings) -> None:
    title = ("鄢陵县2021年11月新增农村低保人员名单",)
    land_files(empty_landing, "民政局_低保", [title, DIBAO_HEADER, *dibao_rows(3)])
    assert asked(empty_landing) == {"wrong_month": "文件名或标题写的是2021年11月，收件目录是2022年1月"}
    assert ledger_states(empty_landing) == [("民政局_低保.csv", 1, "questioned")]


def test_the_list_of_another_month_under_a_new_name_is_asked_about(empty_landing: Settings, accept_all: Accept) -> None:
    land_files(empty_landing, "低保_第一份", [DIBAO_HEADER, *dibao_rows(9)])
    accept_all()
    land_files(empty_landing, "低保_第二份", [DIBAO_HEADER, *dibao_rows(9), *dibao_rows(1, "2022-02", 90)], "2022-02")
    evidence = asked(empty_landing)["wrong_month"]
    assert "10行中有9行与2022年1月的同一名单完全相同" in evidence
    assert "10个日期中有9个在2022年1月" in evidence


def test_a_department_that_always_lags_is_asked_once(empty_landing: Settings, accept_all: Accept) -> None:
    land_files(empty_landing, "低保_一", [DIBAO_HEADER, *dibao_rows(6, "2021-12")])
    (waiting,) = open_questions(empty_landing, COUNTY)
    decide(empty_landing, waiting.delivery_id, "accept", "民政局按上月审批报送", "li")
    question(empty_landing, [waiting.delivery_id])
    accept_all()
    land_files(empty_landing, "低保_二", [DIBAO_HEADER, *dibao_rows(6, "2022-01", 20)], "2022-02")
    assert open_questions(empty_landing, COUNTY) == []


def test_two_lists_that_contradict_each_other_are_not_chosen_from(empty_landing: Settings, accept_all: Accept) -> None:
    land_files(empty_landing, "低保_一", [DIBAO_HEADER, *dibao_rows(12)])
    accept_all()
    land_files(empty_landing, "低保_二", [DIBAO_HEADER, *dibao_rows(12, first=50)], minute=1)
    assert asked(empty_landing) == {"conflict": "第1次报送已接收12行，其中12行在这一次里没有了"}
    land_files(empty_landing, "低保_三", [DIBAO_HEADER, *dibao_rows(14)], minute=2)
    land_files(empty_landing, "低保_四_更正", [DIBAO_HEADER, *dibao_rows(12, first=90)], minute=3)
    assert [state for _, _, state in ledger_states(empty_landing)] == ["accepted", "questioned", "landed", "landed"]


def test_two_lists_of_one_run_are_held_against_each_other_too(empty_landing: Settings) -> None:
    other_amounts = [(*row[:3], "999", "") for row in dibao_rows(12)]
    deliver_rows(empty_landing, "低保_一", [DIBAO_HEADER, *dibao_rows(12)])
    land_files(empty_landing, "低保_二", [DIBAO_HEADER, *other_amounts], minute=1)
    assert asked(empty_landing) == {"conflict": "第1次报送已接收12行，其中12行在这一次里内容不同"}


def test_a_list_far_from_its_own_history_is_asked_about(empty_landing: Settings, accept_all: Accept) -> None:
    for number in range(1, 5):
        month = f"2022-0{number}"
        land_files(empty_landing, f"低保_{number}", [DIBAO_HEADER, *dibao_rows(40, month, 100 * number)], month)
        accept_all()
    land_files(empty_landing, "低保_五", [DIBAO_HEADER, *dibao_rows(4, "2022-05", 900)], "2022-05")
    assert asked(empty_landing) == {"volume": "这一次4行，以往4个月的中位数是40行"}


def test_another_departments_list_under_this_name_is_asked_about(empty_landing: Settings) -> None:
    deliver_rows(empty_landing, "民政局_低保", [DIBAO_HEADER, *dibao_rows(8)])
    land_files(empty_landing, "民政局_特困", [TEKUN_HEADER, *dibao_rows(8)])
    waiting = {found.feed: found.asked for found in open_questions(empty_landing, COUNTY)}
    assert set(waiting) == {"civil_affairs_dibao", "civil_affairs_tekun"}
    assert "《新增农村低保人员名单》（民政局_低保.csv）" in waiting["civil_affairs_tekun"]["wrong_department"]


def register(east: int, west: int) -> list[tuple[str, ...]]:
    """A register of so many people in two villages, each a household of one."""
    villages = [EAST] * east + [WEST] * west
    people = [(f"H{n}", "张三", id_number(n), "户主", "男", code) for n, code in enumerate(villages, start=1)]
    return [REGISTER_HEADER, *people]


@pytest.fixture
def registers(make_warehouse: MakeWarehouse) -> Settings:
    """A warehouse of its own with the register of January accepted."""
    settings = make_warehouse()
    land_files(settings, "农户家庭成员花名册", register(40, 25))
    with connect(settings, "loader", "test") as connection, connection.cursor() as cursor:
        cursor.execute("update ops.deliveries set state_code = 'accepted'")
    return settings


def test_a_village_that_vanished_from_the_register_is_asked_about(registers: Settings) -> None:
    land_files(registers, "农户家庭成员花名册", register(40, 0), "2022-02")
    ((name,),) = rows_of(registers, "select division_name from reference.divisions where division_code = %s", (WEST,))
    assert asked(registers) == {"volume": f"以往有数据的1个村这一次一行也没有：{name}"}
    land_files(registers, "农户家庭成员花名册_第二次", register(40, 24), "2022-02", minute=1)
    assert ledger_states(registers)[-1] == ("农户家庭成员花名册_第二次.csv", 2, "landed")


def test_who_is_asked_holds_up_nobody_and_the_month_keeps_what_it_had(empty_landing: Settings) -> None:
    deliver_rows(empty_landing, "低保_一", [DIBAO_HEADER, *dibao_rows(12)])
    deliver_rows(empty_landing, "特困_一", [TEKUN_HEADER, *dibao_rows(3, first=70)])
    land_month(empty_landing, COUNTY, JANUARY)
    deliver_rows(empty_landing, "低保_二", [DIBAO_HEADER, *dibao_rows(12, first=50)], minute=1)
    deliver_rows(empty_landing, "特困_二", [TEKUN_HEADER, *dibao_rows(4, first=70)], minute=2)
    land_month(empty_landing, COUNTY, JANUARY)
    assert sorted(ledger_states(empty_landing)) == [
        *(("低保_一.csv", 1, "accepted"), ("低保_二.csv", 2, "questioned")),
        *(("特困_一.csv", 1, "accepted"), ("特困_二.csv", 2, "accepted")),
    ]
    report = write_gate_report(empty_landing, COUNTY, JANUARY).read_text(encoding="utf-8")
    assert "待县级裁定" in report


def test_nobody_is_asked_again_after_an_answer(empty_landing: Settings) -> None:
    title = ("鄢陵县2021年11月新增农村低保人员名单",)
    (landed,) = land_files(empty_landing, "低保", [title, DIBAO_HEADER, *dibao_rows(3)])
    decide(empty_landing, landed.delivery_id, "accept", "标题笔误", "li")
    for _ in range(2):
        land(empty_landing, landed.delivery_id)
        assert question(empty_landing, [landed.delivery_id]) == []
    assert ledger_states(empty_landing) == [("低保.csv", 1, "landed")]


def test_one_run_asks_and_the_next_only_when_it_was_put_off(empty_landing: Settings) -> None:
    title = ("鄢陵县2021年11月新增农村低保人员名单",)
    (landed,) = land_files(empty_landing, "低保", [title, DIBAO_HEADER, *dibao_rows(3)])
    number = landed.delivery_id
    first = claim_question(empty_landing, number, "run 1")
    assert first == claim_question(empty_landing, number, "run 1")
    assert claim_question(empty_landing, number, "run 2") is None
    release_question(empty_landing, number)
    assert claim_question(empty_landing, number, "run 2")
    decide(empty_landing, number, "reject", "确是11月的", "li")
    assert claim_question(empty_landing, number, "run 2") is None


def test_what_is_asked_says_the_list_the_evidence_and_the_answers_and_no_person(
    empty_landing: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    title = ("鄢陵县2021年11月新增农村低保人员名单",)
    with caplog.at_level(logging.DEBUG):
        land_files(empty_landing, "民政局_低保", [title, DIBAO_HEADER, *dibao_rows(3)])
    (found,) = open_questions(empty_landing)
    assert found.subject.startswith(f"民政局《{feed('civil_affairs_dibao').title}》2022年1月第1次报送：月份可能放错")
    assert all(part in found.body for part in ("2021年11月", "民政局_低保.csv", "收到 3 行", "采用", "不采用", "暂缓"))
    everything = found.subject + found.body + caplog.text
    assert id_number(1)[6:] not in everything
    assert "张三" not in everything
