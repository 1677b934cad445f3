"""The same cells in another file are no new list: they are named a duplicate and never enter a build."""

from datetime import date
from pathlib import Path

import pytest

from shouwang.landing import DecisionError, decide, land, question, withdraw
from shouwang.landing.ledger import find_delivery
from shouwang.settings import Settings
from shouwang.stages import land_month
from shouwang.warehouse import connect
from tests.integration.ledger_files import deliver_rows, dibao_rows, land_files, ledger_states
from tests.unit.landing.files import COUNTY, DIBAO_HEADER, write_workbook

JANUARY = date(2022, 1, 1)


def test_the_same_cells_saved_by_another_program_are_a_duplicate(empty_landing: Settings, tmp_path: Path) -> None:
    rows = dibao_rows(12)
    land_files(empty_landing, "民政局_低保_一", [DIBAO_HEADER, *rows])
    title = [("鄢陵县新增农村低保人员名单",), ("填报单位：鄢陵县民政局",)]
    cells = [(name, number, date.fromisoformat(day), float(amount), "") for name, number, day, amount, _ in rows]
    workbook = write_workbook(tmp_path / "民政局_低保_二.xlsx", {"名单": [*title, DIBAO_HEADER, *reversed(cells)]})
    (second,) = land_files(empty_landing, workbook, minute=3)
    assert ledger_states(empty_landing) == [
        ("民政局_低保_一.csv", 1, "landed"),
        ("民政局_低保_二.xlsx", None, "duplicate"),
    ]
    with connect(empty_landing, "loader", "test") as connection:
        found = find_delivery(connection, second.delivery_id)
    assert found
    assert found.same_as_delivery_id
    assert "与第1次报送（民政局_低保_一.csv）内容完全相同" in (found.message or "")


def test_one_other_cell_is_another_list(empty_landing: Settings) -> None:
    land_files(empty_landing, "低保_一", [DIBAO_HEADER, *dibao_rows(3)])
    changed = dibao_rows(3)
    changed[1] = (*changed[1][:4], "外出务工")
    land_files(empty_landing, "低保_二", [DIBAO_HEADER, *changed], minute=1)
    damaged = dibao_rows(3)
    damaged[1] = (*damaged[1][:3], "约三百", "")
    land_files(empty_landing, "低保_三", [DIBAO_HEADER, *damaged], minute=2)
    damaged[1] = (*damaged[1][:3], "约四百", "")
    land_files(empty_landing, "低保_四", [DIBAO_HEADER, *damaged], minute=3)
    assert [state for _, _, state in ledger_states(empty_landing)] == ["landed"] * 4


def test_landing_and_questioning_again_changes_nothing(empty_landing: Settings) -> None:
    land_files(empty_landing, "低保_一", [DIBAO_HEADER, *dibao_rows(3)])
    (second,) = land_files(empty_landing, "低保_二", [DIBAO_HEADER, *reversed(dibao_rows(3))], minute=1)
    before = ledger_states(empty_landing)
    land(empty_landing, second.delivery_id)
    question(empty_landing, [second.delivery_id])
    question(empty_landing, [second.delivery_id])
    assert ledger_states(empty_landing) == before


@pytest.mark.parametrize(("state", "said"), [("rejected", "那一次没有采用"), ("withdrawn", "那一次已经撤回")])
def test_what_equals_a_rejected_or_withdrawn_list_is_told_so(empty_landing: Settings, state: str, said: str) -> None:
    (first,) = land_files(empty_landing, "低保_一", [DIBAO_HEADER, *dibao_rows(3)])
    if state == "withdrawn":
        withdraw(empty_landing, first.delivery_id, "报错了", "li")
    else:
        with connect(empty_landing, "loader", "test") as connection, connection.cursor() as cursor:
            cursor.execute("update ops.deliveries set state_code = 'rejected'")
    land_files(empty_landing, "低保_二", [DIBAO_HEADER, *reversed(dibao_rows(3))], minute=1)
    assert said in duplicate_message(empty_landing)


def test_what_equals_a_superseded_list_says_how_to_go_back(empty_landing: Settings) -> None:
    deliver_rows(empty_landing, "低保_一", [DIBAO_HEADER, *dibao_rows(3)])
    deliver_rows(empty_landing, "低保_二", [DIBAO_HEADER, *dibao_rows(4)], minute=1)
    land_month(empty_landing, COUNTY, JANUARY)
    deliver_rows(empty_landing, "低保_三", [DIBAO_HEADER, *reversed(dibao_rows(3))], minute=2)
    land_month(empty_landing, COUNTY, JANUARY)
    assert [state for _, _, state in ledger_states(empty_landing)] == ["accepted", "accepted", "duplicate"]
    assert "请先撤回第2次报送" in duplicate_message(empty_landing)


def test_a_duplicate_cannot_be_decided_or_withdrawn(empty_landing: Settings) -> None:
    land_files(empty_landing, "低保_一", [DIBAO_HEADER, *dibao_rows(3)])
    (second,) = land_files(empty_landing, "低保_二", [DIBAO_HEADER, *reversed(dibao_rows(3))], minute=1)
    with pytest.raises(DecisionError, match="重复报送"):
        decide(empty_landing, second.delivery_id, "accept", "采用", "li")
    with pytest.raises(DecisionError, match="重复报送"):
        withdraw(empty_landing, second.delivery_id, "撤回", "li")


def duplicate_message(settings: Settings) -> str:
    """What is said of the one duplicate of the ledger."""
    with connect(settings, "loader", "test") as connection, connection.cursor() as cursor:
        cursor.execute("select message from ops.deliveries where state_code = 'duplicate'")
        ((message,),) = cursor.fetchall()
    return str(message)
