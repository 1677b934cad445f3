"""Lists that contradict each other, really scheduled: people are asked, nobody waits for them, their answer counts."""

import csv
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from shouwang.divisions import divisions
from shouwang.warehouse import connect
from tests.end_to_end.conftest import JINAN, CommandLine
from tests.end_to_end.test_late_and_wrong_deliveries import stranger_number, wait_until

MONTH = "2023-06"  # after every other month of the county
ASKING = f"decide_deliveries_{JINAN}"
DIBAO, TEKUN = "civil_affairs_dibao", "civil_affairs_tekun"
RECEIVED = datetime(2023, 7, 8, 1, tzinfo=UTC).timestamp()
LISTED = ("姓名", "身份证号", "审批日期")


def deliver(command: CommandLine, name: str, header: Sequence[str], rows: Sequence[Sequence[str]], minute: int) -> None:
    path = command.settings.inbox / JINAN / MONTH / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        csv.writer(handle).writerows([header, *rows])
    os.utime(path, (RECEIVED + 60 * minute,) * 2)


def registered(count: int) -> list[tuple[str, ...]]:
    """People of one village, each a household."""
    village = min(d.code for d in divisions().values() if d.level == "village" and d.code.startswith(JINAN))
    return [
        (f"Q{n}", "王某", stranger_number(n), "户主", "男" if n % 2 else "女", village) for n in range(1, count + 1)
    ]


def listed(first: int, count: int) -> list[tuple[str, ...]]:
    """So many of the registered on a list, from the ``first`` one on."""
    return [("王某", stranger_number(n), "2023-06-05") for n in range(first, first + count)]


def found(command: CommandLine, statement: str, *values: object) -> list[tuple[Any, ...]]:
    with connect(command.settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def states(command: CommandLine, feed: str) -> list[str]:
    """The states of the list's deliveries, by revision."""
    statement = (
        "select state_code from ops.deliveries where county_code = %s and month = %s and feed = %s order by revision"
    )
    return [state for (state,) in found(command, statement, JINAN, f"{MONTH}-01", feed)]


def version(command: CommandLine) -> int:
    statement = "select max(version) from ops.publications where county_code = %s and month = %s"
    ((newest,),) = found(command, statement, JINAN, f"{MONTH}-01")
    return int(newest)


def referred(command: CommandLine) -> int:
    """Households on the published lists."""
    rows = command.document("status")["months"]
    return next(int(row["referral_count"]) for row in rows if (row["county_code"], row["month"]) == (JINAN, MONTH))


@pytest.fixture(scope="module")
def asked(command_line: CommandLine) -> dict[str, int]:
    """List to the number of its second delivery, which contradicts the first, published, one."""
    deliver(
        command_line,
        "农户家庭成员花名册",
        ("户编号", "姓名", "身份证号", "与户主关系", "性别", "村级区划代码"),
        registered(60),
        0,
    )
    deliver(command_line, "民政局_低保_一", LISTED, listed(1, 12), 1)
    deliver(command_line, "民政局_特困_一", LISTED, listed(41, 12), 2)
    assert run(command_line)["referral_count"] == 24
    deliver(command_line, "民政局_低保_二", LISTED, listed(13, 15), 3)
    deliver(command_line, "民政局_特困_二", LISTED, listed(30, 11), 4)
    outcome = run(command_line)
    assert (outcome["is_changed"], outcome["referral_count"]) == (False, 24), "the month goes on with what it had"
    return {question["feed"]: int(question["delivery_id"]) for question in command_line.document("status")["questions"]}


def run(command: CommandLine) -> dict[str, Any]:
    outcomes = command.document("run", "--county", JINAN, "--month", MONTH)  # a later month may be made again
    (outcome,) = (outcome for outcome in outcomes if outcome["month"] == MONTH)
    assert outcome["state"] == "published"
    return dict(outcome)


def asking_run(command: CommandLine, delivery_id: int) -> Any:
    """The one run that asks about a delivery."""
    (only,) = command.airflow.runs(ASKING, str(delivery_id))
    return only


def is_asking(command: CommandLine, delivery_id: int) -> bool:
    runs = command.airflow.runs(ASKING, str(delivery_id))
    tasks = [task for run in runs for task in command.airflow.task_instances(ASKING, run.run_id)]
    return any((task.task_id, task.state) == ("ask_person", "awaiting_input") for task in tasks)


def test_both_questions_are_put_side_by_side_and_hold_nobody_up(
    command_line: CommandLine, asked: dict[str, int]
) -> None:
    assert set(asked) == {DIBAO, TEKUN}
    for delivery_id in asked.values():
        wait_until(lambda number=delivery_id: is_asking(command_line, number))
    assert states(command_line, DIBAO) == states(command_line, TEKUN) == ["accepted", "questioned"]


def test_an_answer_in_airflow_brings_the_list_into_force_and_the_month_follows(
    command_line: CommandLine, asked: dict[str, int]
) -> None:
    wait_until(lambda: is_asking(command_line, asked[DIBAO]))
    before = version(command_line)
    command_line.airflow.answer(asking_run(command_line, asked[DIBAO]), "ask_person", "采用", reason="已与民政局核实")
    wait_until(lambda: asking_run(command_line, asked[DIBAO]).state == "success")
    assert states(command_line, DIBAO) == ["accepted", "accepted"]
    statement = "select decision_code, reason, decided_by from ops.delivery_decisions where delivery_id = %s"
    ((decision, reason, by),) = found(command_line, statement, asked[DIBAO])
    assert (decision, reason) == ("accept", "已与民政局核实")
    assert by
    wait_until(lambda: version(command_line) > before)
    assert referred(command_line) == 27


def test_an_answer_on_the_command_line_leaves_no_task_waiting(command_line: CommandLine, asked: dict[str, int]) -> None:
    wait_until(lambda: is_asking(command_line, asked[TEKUN]))
    told = command_line.document("decide", str(asked[TEKUN]), "--reject", "--reason", "是上一年度的名单")
    assert told["message"] == "县级裁定不采用：是上一年度的名单"
    wait_until(lambda: asking_run(command_line, asked[TEKUN]).state == "success")
    assert states(command_line, TEKUN) == ["accepted", "rejected"]
    assert command_line.document("status")["questions"] == []


def test_a_withdrawal_brings_the_list_before_back_and_the_month_follows(
    command_line: CommandLine, asked: dict[str, int]
) -> None:
    wait_until(lambda: states(command_line, DIBAO) == ["accepted", "accepted"])
    before = version(command_line)
    command_line.document("withdraw", str(asked[DIBAO]), "--reason", "民政局重新核对后撤回")
    wait_until(lambda: version(command_line) > before)
    assert states(command_line, DIBAO) == ["accepted", "withdrawn"]
    assert referred(command_line) == 24
