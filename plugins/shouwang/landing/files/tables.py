"""A table as a file holds it: rows of text cells, read in pieces from what the reading child wrote (``readings``)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from shouwang.landing.files.sheet_marks import UNCALCULATED

__all__ = ["LOST", "MERGED", "OPENING_ROWS", "ROW_NUMBER", "UNCALCULATED", "Table", "cell_names", "text_frame"]

OPENING_ROWS = 30
ROW_NUMBER = "row_number"
LOST = (  # what a cell says whose content was lost before it reached us: held in every column, never stored as a value
    rf"^({UNCALCULATED}|#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA))$|\x{{FFFD}}|锟斤拷"
)
MERGED = {
    "first_row": pl.Int32,
    "last_row": pl.Int32,
    "first_column": pl.Int32,
    "last_column": pl.Int32,
}


@dataclass(frozen=True)
class Table:
    """One visible sheet of a workbook, or one delimited file.

    ``opening`` holds the first rows (at most 30) as text, "" where empty; ``width`` is the number of columns of the
    widest row anywhere. ``merged`` has one row per merged range (``MERGED``): rows counted from 1 like ``row_number``,
    columns from 0 like ``c0``, both ends included; only the first cell of a range holds its text. ``c0`` is column A.
    """

    sheet_name: str | None
    opening: tuple[tuple[str, ...], ...]
    width: int
    height: int
    parts: tuple[Path, ...]
    merged: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MERGED), compare=False)

    def pieces(self) -> Iterator[pl.DataFrame]:
        """All rows from the first, in frames of some ten thousand: ``row_number`` (int32, from 1), ``c0``, ``c1`` ….

        Text columns; null where empty. Rows stand as the file counts them, blank ones included.
        """
        first = 1
        for part in self.parts:
            frame = _widened(pl.read_ipc(part), self.width)
            numbers = pl.int_range(first, first + frame.height, dtype=pl.Int32, eager=True).alias(ROW_NUMBER)
            yield frame.insert_column(0, numbers)
            first += frame.height


def _widened(frame: pl.DataFrame, width: int) -> pl.DataFrame:
    missing = cell_names(width)[frame.width :]
    return frame.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in missing)


def cell_names(width: int) -> list[str]:
    """Names of the text columns of a table that is ``width`` columns wide."""
    return [f"c{position}" for position in range(width)]


def text_frame(rows: Sequence[Sequence[str | None]], width: int) -> pl.DataFrame:
    """A frame of rows of any length; what lies beyond ``width`` is left out, what is missing is null."""
    columns: list[list[str | None]] = [[] for _ in range(width)]
    for row in rows:
        for position, column in enumerate(columns):
            column.append(row[position] or None if position < len(row) else None)
    return pl.DataFrame(
        dict(zip(cell_names(width), columns, strict=True)), schema=dict.fromkeys(cell_names(width), pl.String)
    )
