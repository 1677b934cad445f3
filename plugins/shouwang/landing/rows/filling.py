"""Cells merged over several rows: the text stands in the first row alone, and here in each row of data they span."""

import polars as pl

from shouwang.feeds import Feed
from shouwang.landing.files.tables import ROW_NUMBER, Table
from shouwang.landing.rows.headers import Header

UNSHARED = {"amount", "count"}  # one number for several rows is no row's own: it is shown so that it is held
FIRST, LAST, TEXT, IS_CUT = "first_row", "last_row", "text", "is_cut"
# One row of data may have a number of its own although it is drawn several rows high; a range that is cut is in doubt.
IS_SHARED = (pl.len().over(FIRST) > 1) | pl.col(IS_CUT)
MARKED = (
    pl.when(IS_SHARED).then(pl.format("{}（{}行合并为一格）", TEXT, pl.col(LAST) - pl.col(FIRST) + 1)).otherwise(TEXT)
)


class Filler:
    """Fills merged ranges (``tables.MERGED``) down the rows of data of a table, which come in order."""

    def __init__(self, table: Table, feed: Feed, header: Header) -> None:
        tall = table.merged.with_columns(pl.col(LAST).clip(upper_bound=table.height))
        self._spans = tall.filter((pl.col(LAST) > pl.col(FIRST)) & (pl.col(FIRST) > header.row_number))
        amounts = [c.name for c in feed.columns if c.type in UNSHARED and c.name in header.positions]
        self._unshared = {header.positions[name] for name in amounts}
        self._carried: dict[tuple[int, int], str] = {}

    def fill(self, data: pl.DataFrame, piece: pl.DataFrame) -> pl.DataFrame:
        """The rows of data of a piece (``row_number``, ``c0`` …) with the text of every range they are in."""
        if self._spans.is_empty() or data.is_empty():
            return data
        first, last = piece[ROW_NUMBER][0], piece[ROW_NUMBER][-1]
        reaching = self._spans.filter((pl.col(FIRST) <= last) & (pl.col(LAST) >= first))
        is_cut = (pl.col(FIRST) < first) | (pl.col(LAST) > last)
        rows = pl.int_ranges(pl.col(FIRST).clip(first), pl.col(LAST).clip(upper_bound=last) + 1, dtype=pl.Int32)
        spread = reaching.with_columns(is_cut.alias(IS_CUT), rows.alias(ROW_NUMBER)).explode(ROW_NUMBER)
        spread = spread.join(data.select(ROW_NUMBER), on=ROW_NUMBER, how="semi")
        for (position,), spans in spread.group_by("first_column", maintain_order=True):
            data = self._filled(data, int(str(position)), spans)
        return data

    def _filled(self, data: pl.DataFrame, position: int, spread: pl.DataFrame) -> pl.DataFrame:
        name = f"c{position}"
        known = spread.join(self._texts(data, position, spread), on=FIRST)
        shown = MARKED if position in self._unshared else pl.col(TEXT)
        joined = data.join(
            known.select(ROW_NUMBER, shown.alias(TEXT)), on=ROW_NUMBER, how="left", maintain_order="left"
        )
        return data.with_columns(joined.select(pl.coalesce(TEXT, name).alias(name)).to_series())

    def _texts(self, data: pl.DataFrame, position: int, spread: pl.DataFrame) -> pl.DataFrame:
        """``first_row`` and ``text`` of each range, kept for those that are cut."""
        first_rows = data.join(spread.select(FIRST).unique(), left_on=ROW_NUMBER, right_on=FIRST, how="semi")
        texts = dict(first_rows.select(ROW_NUMBER, f"c{position}").drop_nulls().iter_rows())
        before = {row: text for (at, row), text in self._carried.items() if at == position}
        known = {**before, **texts}
        cut = set(spread.filter(IS_CUT)[FIRST])
        self._carried |= {(position, row): text for row, text in known.items() if row in cut}
        return pl.DataFrame({FIRST: list(known), TEXT: list(known.values())}, schema={FIRST: pl.Int32, TEXT: pl.String})
