"""What a receipt says in each state, and where nothing but counts may stand."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from shouwang.landing.ledger import Delivery
from shouwang.receipts.content import SHOWN_ROWS, compose, held_now
from shouwang.receipts.facts import Facts, HeldCell, Merged

DELIVERY = Delivery(
    delivery_id=10,
    county_code="411024",
    month=date(2022, 1, 1),
    feed="civil_affairs_dibao",
    department_code="civil_affairs",
    scope="",
    revision=2,
    sha256="ab" * 32,
    file_name="低保.xlsx",
    sheet_name=None,
    received_at=datetime(2022, 2, 8, 9, 30, tzinfo=UTC),
    archived_at=datetime(2022, 2, 8, 9, 31, tzinfo=UTC),
    landed_at=None,
    state_code="accepted",
    rows_found=45,
    rows_in=40,
    rows_accepted=38,
    rows_held=2,
    rows_dropped=5,
    message=None,
    same_as_delivery_id=None,
    mends_delivery_id=None,
)
DUE = date(2022, 2, 10)


def held(row_number: int, seen: str = "17位数字") -> HeldCell:
    return HeldCell(row_number, "id_number", "id_number_not_18", seen)


@pytest.mark.parametrize(
    ("state", "verdict", "tone"),
    [
        ("accepted", "部分接收，2 行待整改", "partly"),
        ("rejected", "未接收，请整改后重新报送", "bad"),
        ("refused", "未接收，请整改后重新报送", "bad"),
        ("duplicate", "重复报送，未再计入", "partly"),
        ("questioned", "待裁定，暂不计入", "partly"),
        ("withdrawn", "已撤回，不再计入", "bad"),
    ],
)
def test_every_state_has_its_verdict_and_its_advice(state: str, verdict: str, tone: str) -> None:
    found = compose(Facts(replace(DELIVERY, state_code=state), DUE), {})
    assert (found.verdict, found.tone) == (verdict, tone)
    assert found.actions


def test_rows_add_up_by_reason() -> None:
    facts = Facts(DELIVERY, DUE, dropped=(("blank", 1), ("header", 1), ("title", 3)))
    said = dict(compose(facts, {}).facts)["收到行数"]
    assert said.startswith("45 行 = 接收 38 行 + 待整改 2 行 + 非数据 5 行（空行 1 行、表头 1 行、标题")


def test_held_cells_are_grouped_by_column_and_reason_with_their_first_rows() -> None:
    cells = [held(row) for row in range(4, 4 + SHOWN_ROWS + 3)] + [
        HeldCell(9, "approved_date", "date_unreadable", "“2022-02-30”")
    ]
    findings = compose(Facts(DELIVERY, DUE, held=tuple(cells)), {"id_number": "公民身份证"}).findings
    assert [(found.header, found.count) for found in findings] == [("公民身份证", 15), ("审批日期", 1)]
    assert findings[0].rows == "第 4、5、6、7、8、9、10、11、12、13、14、15 行 等 15 行"


def test_a_mended_list_is_judged_as_a_whole() -> None:
    merged = Merged(base_revision=1, rows_accepted=40, rows_held=3, remaining=((1, held(7)),))
    facts = Facts(DELIVERY, DUE, merged=merged)
    found = compose(facts, {})
    assert (found.verdict, held_now(facts)) == ("部分接收，3 行待整改", 3)
    assert dict(found.facts)["整改合并"] == "与第 1 次报送合并后：接收 40 行，待整改 3 行"
    assert found.findings[0].rows == "第 1 次报送的第 7 行"


def test_a_file_nobody_recognised_says_how_to_name_it() -> None:
    unknown = replace(DELIVERY, state_code="refused", feed=None, department_code=None, revision=None, rows_found=None)
    found = compose(Facts(replace(unknown, message="认不出是哪份名单"), DUE), {})
    assert dict(found.facts)["名单"] == "未识别"
    assert dict(found.facts)["说明"] == "认不出是哪份名单"
    assert any("写明名单名称" in action for action in found.actions)
