"""A row of a department's list as it truly is, and what became of it on the way to the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from shouwang.feeds import feed as declared_feed

Value = str | Decimal | date | None
State = Literal["clean", "broken", "unmatched"]


@dataclass(frozen=True)
class Row:
    """One row. ``values``: column to what is true (codes, yuan, dates); ``literals``: cells written as they stand here.

    The identity fields say who is meant, whatever the cells say; they are empty for a person outside the register.
    ``case``: what was planted with it (``plantings.yml``), if it was.
    """

    feed: str
    values: Mapping[str, Value]
    subject_id_number: str
    head_id_number: str = ""
    household_number: str = ""
    township_code: str = ""
    village_code: str = ""
    state: State = "clean"
    broken_kind: str = ""
    literals: Mapping[str, str] = field(default_factory=dict)
    case: str = ""

    @classmethod
    def about(cls, person: Mapping[str, Any], feed: str, values: Mapping[str, Value]) -> "Row":
        """A clean row of ``feed`` about ``person``, a row of the population, or about that person's household."""
        is_household = declared_feed(feed).subject == "household"
        return cls(
            feed=feed,
            values=values,
            subject_id_number=person["head_id_number" if is_household else "id_number"],
            head_id_number=person["head_id_number"],
            household_number=person["household_number"],
            township_code=person["township_code"],
            village_code=person["village_code"],
        )

    @property
    def id_column(self) -> str:
        """The column that carries the subject's identity number."""
        return "head_id_number" if declared_feed(self.feed).subject == "household" else "id_number"

    def spoiled(self, kind: str, cells: Mapping[str, str]) -> "Row":
        """The row with ``cells`` written in place of what is true."""
        return replace(self, state="broken", broken_kind=kind, literals=cells)
