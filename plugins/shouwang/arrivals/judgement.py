"""How one list of one month came, decided from the ledger alone; the models of a build decide the same way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

ArrivalCode = Literal["on_time", "late", "nil", "questioned", "rejected", "missing", "not_due"]

IN_FORCE = {"accepted", "landed"}
TURNED_AWAY = {"rejected", "refused", "duplicate"}
OWED: set[ArrivalCode] = {"missing", "rejected"}


@dataclass(frozen=True)
class Received:
    """A delivery of the list: where it stands, the day it came (in China) and the rows it carried."""

    state_code: str
    received_date: date
    rows_in: int | None = None
    scope: str = ""
    revision: int | None = None


@dataclass(frozen=True)
class Arrival:
    """How a list came. ``due_date`` is None when none was due, ``days_late`` when none was due or none came."""

    arrival_code: ArrivalCode
    due_date: date | None
    received_date: date | None = None
    days_late: int | None = None
    waiting_count: int = 0

    @property
    def is_owed(self) -> bool:
        """Whether its department still has to send it; what waits for a decision is in other hands."""
        return self.arrival_code in OWED


def judge_arrival(due_date: date | None, deliveries: Iterable[Received]) -> Arrival:
    """How the list came that was due on ``due_date`` (None: not due), from every delivery of it.

    The day it first came in an accepted form counts, corrections do not make it late. A list that is landed and not
    yet judged counts as come; a withdrawn delivery counts for nothing.
    """
    found = list(deliveries)
    waiting = [delivery for delivery in found if delivery.state_code == "questioned"]
    if in_force := [delivery for delivery in found if delivery.state_code in IN_FORCE]:
        return _judge_come(due_date, in_force, len(waiting))
    if waiting:
        return Arrival("questioned", due_date, _last_day(waiting), waiting_count=len(waiting))
    if turned_away := [delivery for delivery in found if delivery.state_code in TURNED_AWAY]:
        return Arrival("rejected", due_date, _last_day(turned_away))
    return Arrival("missing" if due_date else "not_due", due_date)


def _judge_come(due_date: date | None, in_force: Sequence[Received], waiting_count: int) -> Arrival:
    parts = [[d for d in in_force if d.scope == scope] for scope in sorted({d.scope for d in in_force})]
    came = max(min(delivery.received_date for delivery in part) for part in parts)
    newest = [max(part, key=lambda delivery: delivery.revision or 0) for part in parts]
    days_late = max((came - due_date).days, 0) if due_date else None
    is_nil = not any(delivery.rows_in for delivery in newest)
    code: ArrivalCode = "nil" if is_nil else "late" if days_late else "on_time"
    return Arrival(code, due_date, came, days_late, waiting_count)


def _last_day(deliveries: Iterable[Received]) -> date:
    return max(delivery.received_date for delivery in deliveries)
