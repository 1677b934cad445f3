"""What a receipt is made of, as the warehouse knows it; values without behaviour."""

from dataclasses import dataclass
from datetime import date

from shouwang.landing.ledger import Delivery


@dataclass(frozen=True)
class HeldCell:
    """One held cell. ``seen`` carries no personal value; ``proposal`` (Chinese) shows four digits at most."""

    row_number: int
    column_name: str
    reason_code: str
    seen: str
    proposal: str = ""


@dataclass(frozen=True)
class Merged:
    """A list together with its mended copies: rows accepted in force, rows still held, by delivery.

    ``remaining`` are held cells of earlier deliveries of the chain that no copy brought back, by their revision.
    ``replaced_by_revision`` names the newer ordinary delivery that speaks instead of this chain, if there is one.
    """

    base_revision: int
    rows_accepted: int
    rows_held: int
    remaining: tuple[tuple[int, HeldCell], ...] = ()
    replaced_by_revision: int | None = None


@dataclass(frozen=True)
class Facts:
    """Everything a receipt says. ``dropped`` is reason code to rows; ``questions`` are evidence texts (Chinese).

    ``held`` are the first held cells in the order of the file; ``held_count`` counts all. ``due`` is the policy's last
    day for the month. ``same_as`` is the file name of the delivery that a duplicate repeats. ``unreferred``: rows of an
    urgent report that could not be referred, and why.
    """

    delivery: Delivery
    due: date | None
    held: tuple[HeldCell, ...] = ()
    held_count: int = 0
    dropped: tuple[tuple[str, int], ...] = ()
    questions: tuple[str, ...] = ()
    same_as: str | None = None
    merged: Merged | None = None
    unreferred: tuple[tuple[int, str], ...] = ()
