"""The open questions about deliveries, in the words of the person who is asked."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from psycopg2.extensions import connection as Connection

from shouwang.feeds import departments, feed
from shouwang.landing.doubts.rules import doubt_words, month_name
from shouwang.landing.ledger import find_delivery
from shouwang.months import BEIJING
from shouwang.settings import Settings
from shouwang.warehouse import connect


@dataclass(frozen=True)
class Question:
    """Everything asked about one questioned delivery, for the person who decides; no person is in it.

    ``asked`` is question code to evidence; ``asked_in`` names the run that asks, None when nobody was asked yet.
    """

    delivery_id: int
    county_code: str
    month: date
    feed: str
    revision: int
    file_name: str
    received_at: datetime
    rows_in: int
    rows_accepted: int
    rows_held: int
    asked: dict[str, str]
    asked_in: str | None

    def as_document(self) -> dict[str, Any]:
        """The question as JSON knows it; the number is text, because it is longer than a double holds."""
        return {**asdict(self), "delivery_id": str(self.delivery_id)}

    @property
    def subject(self) -> str:
        """What it is about in one line: sender, list, month, revision, number."""
        declared = feed(self.feed)
        sender = departments()[declared.department].name
        labels = "、".join(doubt_words().questions[code].label for code in self.asked)
        named = f"{sender}《{declared.title}》{month_name(self.month)}第{self.revision}次报送"
        return f"{named}：{labels}（编号 {self.delivery_id}）"

    @property
    def body(self) -> str:
        """The questions with their evidence and what either answer leads to, as Markdown."""
        words, shown = doubt_words(), {"month": month_name(self.month), "title": feed(self.feed).title}
        questions = [
            f"- **{words.questions[code].question.format(**shown)}** {said}" for code, said in self.asked.items()
        ]
        received = f"{self.received_at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
        facts = [
            f"- 文件：`{self.file_name.replace('`', '')}`，收到时间 {received}",
            f"- 收到 {self.rows_in} 行，其中可接收 {self.rows_accepted} 行，待整改 {self.rows_held} 行",
        ]
        answers = [f"- **{answer.label}**：{answer.consequence}" for answer in words.answers.values()]
        return "\n".join([*questions, "", *facts, "", *answers])


OPEN_QUESTIONS = """
select d.delivery_id, d.county_code, d.month, d.feed, d.revision, d.file_name, d.received_at,
    d.rows_in, d.rows_accepted, d.rows_held,
    json_object_agg(q.question_code, q.evidence order by q.question_code) as asked, min(q.asked_in) as asked_in
from ops.deliveries as d inner join ops.delivery_questions as q using (delivery_id)
where d.state_code = 'questioned' and (%(county_code)s::text is null or d.county_code = %(county_code)s)
    and (%(delivery_id)s::bigint is null or d.delivery_id = %(delivery_id)s)
group by d.delivery_id
order by d.county_code, d.month, d.feed, d.scope, d.revision
"""


def open_questions(settings: Settings, county_code: str | None = None) -> list[Question]:
    """Every delivery that waits for a person, of one county or of all, by month, list and revision."""
    with connect(settings, "loader", "decide") as connection:
        return _open(connection, county_code, None)


def _open(connection: Connection, county_code: str | None, delivery_id: int | None) -> list[Question]:
    with connection.cursor() as cursor:
        cursor.execute(OPEN_QUESTIONS, {"county_code": county_code, "delivery_id": delivery_id})
        return [Question(*row) for row in cursor.fetchall()]


def claim_question(settings: Settings, delivery_id: int, run: str) -> Question | None:
    """The open question about a delivery, to be asked by ``run``; None when it is answered or another run asks it."""
    with connect(settings, "loader", "decide") as connection, connection.cursor() as cursor:
        cursor.execute(
            "update ops.delivery_questions set asked_in = %s where delivery_id = %s and coalesce(asked_in, %s) = %s",
            (run, delivery_id, run, run),
        )
        return next(iter(_open(connection, None, delivery_id)), None) if cursor.rowcount else None


def release_question(settings: Settings, delivery_id: int) -> None:
    """Let the next landing run ask about a delivery again."""
    with connect(settings, "loader", "decide") as connection, connection.cursor() as cursor:
        cursor.execute("update ops.delivery_questions set asked_in = null where delivery_id = %s", (delivery_id,))


def is_accepted(settings: Settings, delivery_id: int) -> bool:
    """Whether a delivery has passed its gate."""
    with connect(settings, "loader", "decide") as connection:
        found = find_delivery(connection, delivery_id)
    return found is not None and found.state_code == "accepted"
