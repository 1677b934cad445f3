"""Rows of a delivery that say the same thing twice."""

import polars as pl

from shouwang.landing.files.tables import ROW_NUMBER

FIRST = "first_row"
DIGEST = "digest"


class KeyRegister:
    """The keys of the rows accepted so far in one delivery, and the row each stands in.

    ``known`` are the rows of earlier deliveries that stay in force beside a mended copy: the key columns as text, and
    ``row_number`` with a minus before it.
    """

    def __init__(self, key: tuple[str, ...], known: pl.DataFrame | None = None) -> None:
        self._key = list(key)
        self._known = known
        self._seen: list[pl.DataFrame] = []

    def repeated(self, rows: pl.DataFrame) -> pl.DataFrame:
        """``row_number`` and ``first_row`` of the rows whose key an earlier row has; the others are remembered.

        ``rows`` has ``row_number`` and the key columns of accepted rows, in the order of the file.
        """
        digested = self._digest(rows)
        if self._known is not None:
            self._seen.append(self._digest(self._known.cast({name: rows.schema[name] for name in rows.columns})))
            self._known = None
        if self._may_repeat(digested[DIGEST]):
            return self._find_repeated(digested)
        self._seen.append(digested)
        return pl.DataFrame(schema={ROW_NUMBER: pl.Int32, FIRST: pl.Int32})

    def _digest(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.with_columns(pl.struct(self._key).hash().alias(DIGEST))

    def _may_repeat(self, digests: pl.Series) -> bool:
        """Equal keys have equal digests; whether equal digests are equal keys is seen to afterwards."""
        if digests.n_unique() < len(digests):
            return True
        return bool(self._seen) and pl.concat([seen[DIGEST] for seen in self._seen]).is_in(digests.implode()).any()

    def _find_repeated(self, rows: pl.DataFrame) -> pl.DataFrame:
        first = pl.col(ROW_NUMBER).min().over(self._key)
        everything = pl.concat([*self._seen, rows]).with_columns(first.alias(FIRST))
        is_repeated = (pl.col(ROW_NUMBER) != pl.col(FIRST)) & (pl.col(ROW_NUMBER) > 0)
        self._seen = [everything.filter(~is_repeated).drop(FIRST)]
        return everything.filter(is_repeated).select(ROW_NUMBER, FIRST)
