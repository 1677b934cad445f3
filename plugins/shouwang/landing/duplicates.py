"""Rows of a delivery that say the same thing twice."""

import numpy as np
import numpy.typing as npt
import polars as pl

from shouwang.landing.files.tables import ROW_NUMBER

FIRST = "first_row"
DIGEST = "digest"
Digests = npt.NDArray[np.uint64]


class SeenDigests:
    """The digests seen so far, in sorted runs of which each is more than twice as long as the next."""

    def __init__(self) -> None:
        self._runs: list[Digests] = []

    def add(self, digests: Digests) -> None:
        """Remember sorted digests."""
        self._runs.append(digests)
        while len(self._runs) > 1 and len(self._runs[-2]) <= 2 * len(self._runs[-1]):
            last = self._runs.pop()
            self._runs[-1] = np.sort(np.concatenate([self._runs[-1], last]), kind="stable")

    def has_any(self, digests: Digests) -> bool:
        """Whether any of some sorted digests was seen before."""
        return any(_meets(run, digests) for run in self._runs if len(run))


def _meets(run: Digests, digests: Digests) -> bool:
    places = np.searchsorted(run, digests).clip(max=len(run) - 1)
    return bool((run[places] == digests).any())


class KeyRegister:
    """The keys of the rows accepted so far in one delivery, and the row each stands in.

    ``known`` are the rows of earlier deliveries that stay in force beside a mended copy: the key columns as text, and
    ``row_number`` with a minus before it.
    """

    def __init__(self, key: tuple[str, ...], known: pl.DataFrame | None = None) -> None:
        self._key = list(key)
        self._known = known
        self._seen: list[pl.DataFrame] = []
        self._digests = SeenDigests()

    def repeated(self, rows: pl.DataFrame) -> pl.DataFrame:
        """``row_number`` and ``first_row`` of the rows whose key an earlier row has; the others are remembered.

        ``rows`` has ``row_number`` and the key columns of accepted rows, in the order of the file.
        """
        if self._known is not None:
            known = self._known.cast({name: rows.schema[name] for name in rows.columns}).select(rows.columns)
            self._remember(known, self._sorted_digests(known))
            self._known = None
        digests = self._sorted_digests(rows)
        if self._may_repeat(digests):
            return self._find_repeated(rows)
        self._remember(rows, digests)
        return pl.DataFrame(schema={ROW_NUMBER: pl.Int32, FIRST: pl.Int32})

    def _remember(self, rows: pl.DataFrame, digests: Digests) -> None:
        self._seen.append(rows)
        self._digests.add(digests)

    def _sorted_digests(self, rows: pl.DataFrame) -> Digests:
        return rows.select(pl.struct(self._key).hash().alias(DIGEST))[DIGEST].sort().to_numpy()

    def _may_repeat(self, digests: Digests) -> bool:
        """Equal keys have equal digests; whether equal digests are equal keys is seen to afterwards."""
        return bool((digests[1:] == digests[:-1]).any()) or self._digests.has_any(digests)

    def _find_repeated(self, rows: pl.DataFrame) -> pl.DataFrame:
        first = pl.col(ROW_NUMBER).min().over(self._key)
        everything = pl.concat([*self._seen, rows]).with_columns(first.alias(FIRST))
        is_repeated = (pl.col(ROW_NUMBER) != pl.col(FIRST)) & (pl.col(ROW_NUMBER) > 0)
        self._seen = [everything.filter(~is_repeated).drop(FIRST)]
        self._digests = SeenDigests()
        self._digests.add(self._sorted_digests(self._seen[0]))
        return everything.filter(is_repeated).select(ROW_NUMBER, FIRST)
