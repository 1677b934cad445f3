"""A table as a file holds it: rows of text cells, read in pieces."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

OPENING_ROWS = 30
ROW_NUMBER = "row_number"


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook, or one delimited file.

    ``opening`` holds the first rows (at most 30); ``frames`` reads all rows anew: text columns ``c0``, ``c1`` … and
    ``row_number`` (int32, counted from 1 as the file counts). Frames raise RefusalError where the file is damaged.
    """

    sheet_name: str | None
    opening: tuple[tuple[str, ...], ...]
    frames: Callable[[int], Iterator[pl.DataFrame]]

    @property
    def width(self) -> int:
        """Columns of the widest opening row."""
        return max((len(row) for row in self.opening), default=0)

    def pieces(self) -> Iterator[pl.DataFrame]:
        """All rows from the first, in frames of some ten thousand."""
        first = 1
        for frame in self.frames(self.width):
            numbers = pl.int_range(first, first + frame.height, dtype=pl.Int32, eager=True).alias(ROW_NUMBER)
            yield frame.insert_column(0, numbers)
            first += frame.height


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
