"""Rows of a delivery that say the same thing twice."""

import polars as pl

from shouwang.landing.tables import ROW_NUMBER

FIRST = "first_row"


class KeyRegister:
    """The keys of the rows accepted so far in one delivery, and the row each stands in."""

    def __init__(self, key: tuple[str, ...]) -> None:
        self._key = list(key)
        self._seen: pl.DataFrame | None = None

    def repeated(self, rows: pl.DataFrame) -> pl.DataFrame:
        """``row_number`` and ``first_row`` of the rows whose key an earlier row has; the others are remembered.

        ``rows`` has ``row_number`` and the key columns of accepted rows, in the order of the file.
        """
        seen = rows.clear() if self._seen is None else self._seen
        if rows.select(self._key).is_unique().all() and seen.join(rows, on=self._key, how="semi", nulls_equal=True).is_empty():
            self._seen = pl.concat([seen, rows])
            return pl.DataFrame(schema={ROW_NUMBER: pl.Int32, FIRST: pl.Int32})
        everything = pl.concat([seen, rows])
        first = everything.with_columns(pl.col(ROW_NUMBER).min().over(self._key).alias(FIRST))
        is_repeated = pl.col(ROW_NUMBER) != pl.col(FIRST)
        self._seen = first.filter(~is_repeated).drop(FIRST)
        return first.filter(is_repeated).select(ROW_NUMBER, FIRST)
