"""The content of list sheets, as text: what stands where, before any formatting."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Alignment = Literal["left", "center"]
LONGEST_NAME = 31  # of a sheet, in Excel


@dataclass(frozen=True)
class SheetColumn:
    """A column: its header, its width in half-width characters, and how its cells behave."""

    header: str
    width: float
    alignment: Alignment = "center"
    choices: tuple[str, ...] = ()
    dates: tuple[date, date] | None = None
    is_answer: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class SheetRow:
    """Cells from left to right; ``is_closed`` rows take no answer, above an ``is_under_line`` row a line is drawn."""

    cells: tuple[str | int, ...]
    is_closed: bool = False
    is_under_line: bool = False


@dataclass(frozen=True)
class BarChart:
    """Bars of the first ``row_count`` rows, drawn below the table: ``labels`` and ``series`` are columns (from 0)."""

    title: str
    labels: int
    series: tuple[int, ...]
    row_count: int


@dataclass(frozen=True)
class Sheet:
    """One printed sheet: a title, a line below it, a header and rows; ``frozen`` columns stay in view.

    ``is_public``: it is put up for everybody to read, and does not call itself confidential.
    """

    name: str
    title: str
    subtitle: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    frozen: int = 0
    chart: BarChart | None = None
    is_public: bool = False

    @property
    def is_form(self) -> bool:
        """Whether somebody is to fill it in; the rest is then protected against slips of the hand."""
        return any(column.is_answer for column in self.columns)


def name_sheet(title: str) -> str:
    """As much of a title as a sheet may be named."""
    return title[:LONGEST_NAME]
