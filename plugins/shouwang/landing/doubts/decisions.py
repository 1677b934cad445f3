"""What people decide about deliveries: an open question is answered, a delivery is taken back."""

from dataclasses import dataclass
from typing import Literal

from psycopg2.extensions import connection as Connection

from shouwang.landing.doubts.questions import release_question
from shouwang.landing.doubts.rules import doubt_words
from shouwang.landing.ledger import Delivery, find_delivery, lock_county, move_delivery
from shouwang.settings import Settings
from shouwang.warehouse import connect

Answer = Literal["accept", "reject"]

STATE_AFTER = {"accept": "landed", "reject": "rejected", "withdraw": "withdrawn"}
LEGAL = {
    "accept": {"questioned", "withdrawn"},
    "reject": {"questioned"},
    "withdraw": {"landed", "questioned", "accepted", "rejected"},
}
UNSTATED = "经办人没有写理由"
MESSAGES = {"reject": "县级裁定不采用：{}", "withdraw": "已撤回：{}"}
STATE_NAMES = {
    "archived": "已归档、还没有入库",
    "refused": "不能读取",
    "landed": "已入库、等待质量关",
    "duplicate": "重复报送",
    "questioned": "待裁定",
    "accepted": "已接收",
    "rejected": "未采用",
    "withdrawn": "已撤回",
}
VERBS = {"accept": "采用", "reject": "不采用", "withdraw": "撤回"}


class DecisionError(ValueError):
    """The delivery is not in a state in which this can be decided; the text is Chinese and says what to do."""


@dataclass(frozen=True)
class Decision:
    """What was decided (accept, reject or withdraw), why, and by whom: a login."""

    decision_code: str
    reason: str
    decided_by: str


def decide(settings: Settings, delivery_id: int, decision: Answer, reason: str, by: str) -> Delivery:
    """Answer the question about a delivery; the delivery as it is afterwards.

    accept: it is landed, for the gate to judge; reject: it is not used, as its message says. Accepting also takes back
    a withdrawal or an earlier rejection by a person. ``by`` is a login. LookupError for an unknown delivery,
    DecisionError when it is in no state to be decided, ValueError without a reason.
    """
    return _decide(settings, delivery_id, Decision(decision, reason.strip(), by))


def withdraw(settings: Settings, delivery_id: int, reason: str, by: str) -> Delivery:
    """Take a delivery back in its department's name: the accepted revision before it is in force again.

    Errors as of ``decide``.
    """
    return _decide(settings, delivery_id, Decision("withdraw", reason.strip(), by))


def answer(settings: Settings, delivery_id: int, label: str, reason: str, by: str) -> Delivery:
    """Carry out what a person chose by its label (see ``doubts.yml``); the delivery as it is afterwards.

    Nothing is done when somebody has decided meanwhile. What is put off is asked again by the next landing run.
    """
    code = next(code for code, words in doubt_words().answers.items() if words.label == label)
    with connect(settings, "loader", "decide") as connection:
        delivery = _required(connection, delivery_id)
    if delivery.state_code != "questioned":
        return delivery
    if code == "later":
        release_question(settings, delivery_id)
        return delivery
    return decide(settings, delivery_id, code, reason.strip() or UNSTATED, by)


def _decide(settings: Settings, delivery_id: int, decision: Decision) -> Delivery:
    if not decision.reason:
        raise ValueError("没有写明理由；请说明为什么这样裁定，理由会写进台账和给部门的回执")
    with connect(settings, "loader", "decide") as connection:
        lock_county(connection, _required(connection, delivery_id).county_code)
        delivery = _required(connection, delivery_id)
        _require_legal(connection, delivery, decision.decision_code)
        _keep(connection, delivery_id, decision)
        carry_out(connection, delivery, decision)
        return _required(connection, delivery_id)


def newest_decision(connection: Connection, delivery_id: int) -> Decision | None:
    """What a person last decided about a delivery."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select decision_code, reason, decided_by from ops.delivery_decisions"
            " where delivery_id = %s order by decision_id desc limit 1",
            (delivery_id,),
        )
        row = cursor.fetchone()
    return Decision(*row) if row else None


def carry_out(connection: Connection, delivery: Delivery, decision: Decision) -> None:
    """Bring a delivery into the state that was decided."""
    code = decision.decision_code
    message = MESSAGES[code].format(decision.reason) if code in MESSAGES else None
    move_delivery(connection, delivery, STATE_AFTER[code], message)


def _keep(connection: Connection, delivery_id: int, decision: Decision) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ops.delivery_decisions (delivery_id, decision_code, reason, decided_by)"
            " values (%s, %s, %s, %s)",
            (delivery_id, decision.decision_code, decision.reason, decision.decided_by),
        )


def _required(connection: Connection, delivery_id: int) -> Delivery:
    delivery = find_delivery(connection, delivery_id)
    if delivery is None:
        raise LookupError(f"台账中没有编号为 {delivery_id} 的报送；用 `shouwang status` 查看编号")
    return delivery


def _require_legal(connection: Connection, delivery: Delivery, code: str) -> None:
    if delivery.state_code in LEGAL[code] or (code == "accept" and _was_rejected_by_a_person(connection, delivery)):
        return
    possible = "、".join(f"“{STATE_NAMES[state]}”" for state in sorted(LEGAL[code]))
    raise DecisionError(
        f"报送 {delivery.delivery_id} 的状态是“{STATE_NAMES[delivery.state_code]}”，不能{VERBS[code]}："
        f"只有状态为{possible}的报送才可以；用 `shouwang status` 查看"
    )


def _was_rejected_by_a_person(connection: Connection, delivery: Delivery) -> bool:
    newest = newest_decision(connection, delivery.delivery_id)
    return delivery.state_code == "rejected" and newest is not None and newest.decision_code == "reject"
