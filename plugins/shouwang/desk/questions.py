"""The open questions of a county as the list shows them: where a cell stands and how far it is, no identity."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shouwang.landing.identities.decisions import Cell
from shouwang.months import BEIJING
from shouwang.settings import Settings
from shouwang.warehouse import connect

LOGIN = "identity_desk"
STATES = {"open": "待核对", "undecided": "暂不能定", "following": "已认定，待生效", "decided": "已认定"}
AGES = (7, 30, 90)  # days
NOWHERE = "（没有写明）"
ON_A_PAGE = 50
READ = """
select
    delivery_id, row_number, column_name, month, department_name, feed_title, file_name, received_at, township_name,
    reason_code, candidate_count, score, is_waiting, decision_id, decision_code, reason, decided_by, decided_at,
    is_followed
from vault.identity_questions(%s)
"""


@dataclass(frozen=True)
class Question:
    """One identity cell that waits for a person or was decided by one.

    ``score`` is of the likeliest candidate, in bits. ``decision_*``, ``decided_*``, ``reason`` tell the newest decision
    that stands, if any; ``is_followed`` whether it was carried out.
    """

    delivery_id: int
    row_number: int
    column_name: str
    month: date
    department_name: str
    feed_title: str
    file_name: str
    received_at: datetime
    township_name: str
    reason_code: str
    candidate_count: int
    score: float | None
    is_waiting: bool
    decision_id: int | None
    decision_code: str | None
    reason: str | None
    decided_by: str | None
    decided_at: datetime | None
    is_followed: bool

    @property
    def cell(self) -> Cell:
        """The identity cell the question is about."""
        return Cell(self.delivery_id, self.row_number, self.column_name)

    @property
    def place(self) -> str:
        """The township as the list or the register says it."""
        return self.township_name or NOWHERE

    @property
    def state(self) -> str:
        """How far it is: a key of ``STATES``. Of a separated pair the cell itself waits on."""
        if self.decision_code == "undecided":
            return "undecided"
        if self.decision_code and not self.is_followed:
            return "following"
        return "open" if self.is_waiting and self.decision_code != "same" else "decided"

    def age(self, today: date) -> int:
        """Days since the list came."""
        return (today - self.received_at.astimezone(BEIJING).date()).days


@dataclass(frozen=True)
class Wanted:
    """What of the list is looked at; ``age`` is the least number of days, ``page`` begins at 1."""

    state: str = "open"
    township: str = ""
    age: int = 0
    page: int = 1


@dataclass(frozen=True)
class Listing:
    """A page of the list, how many questions there are by state and (of this state) by township, and pages."""

    questions: tuple[Question, ...]
    by_state: dict[str, int]
    by_township: dict[str, int]
    count: int
    page: int
    page_count: int


def read_questions(settings: Settings, county_code: str) -> list[Question]:
    """Every question of the county that waits or was answered, by month, department and list."""
    with connect(settings, LOGIN, "identity questions") as connection, connection.cursor() as cursor:
        cursor.execute(READ, (county_code,))
        return [Question(*row) for row in cursor.fetchall()]


def choose(questions: Sequence[Question], wanted: Wanted, today: date) -> Listing:
    """The page that is wanted, in the order of the questions."""
    of_state = [found for found in questions if found.state == wanted.state]
    chosen = [found for found in of_state if found.age(today) >= wanted.age and wanted.township in {"", found.place}]
    pages = max(1, -(-len(chosen) // ON_A_PAGE))
    page = min(max(1, wanted.page), pages)
    states = Counter(found.state for found in questions)
    return Listing(
        tuple(chosen[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]),
        {state: states[state] for state in STATES},
        dict(sorted(Counter(found.place for found in of_state).items())),
        len(chosen),
        page,
        pages,
    )
