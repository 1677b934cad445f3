"""Which rows of a delivery need not be judged: an earlier one brought the same text, and it cannot end otherwise."""

from collections.abc import Sequence

import polars as pl

from shouwang.feeds import Feed
from shouwang.landing.contents.digests import DIGEST_HIGH, DIGEST_LOW, Digester
from shouwang.landing.contents.known import CONTENT, KnownContents
from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.people.identity_cells import ends_in_zeros

RECOGNISED = {ROW_NUMBER: pl.Int32, DIGEST_HIGH: pl.Int64, DIGEST_LOW: pl.Int64, CONTENT: pl.Int64}
NOTHING = pl.DataFrame(schema=RECOGNISED)


class Reuse:
    """Recognises rows of one delivery among the contents its county has."""

    def __init__(self, digester: Digester, known: KnownContents) -> None:
        self._digester = digester
        self._known = known

    def recognise(self, data: pl.DataFrame) -> pl.DataFrame:
        """``RECOGNISED`` of each row (row_number, ``c0`` …): its digests, and its content or null."""
        digests = self._digester.digests(data)
        return pl.DataFrame([data[ROW_NUMBER], *digests, self._known.find(digests)])


def lasting(recognised: pl.DataFrame, texts: pl.DataFrame, feed: Feed, excepted: Sequence[pl.Series]) -> pl.DataFrame:
    """The digests of judged rows that later deliveries may use again; ``excepted`` are numbers of rows they may not.

    Whether an identity number that ends in 000 is somebody's depends on the rows beside it, so it is judged each time.
    """
    doubtful = [ends_in_zeros(texts[c.name]) for c in feed.columns if c.type == "id_number"]
    numbers = [*excepted, *(texts[ROW_NUMBER].filter(is_doubtful) for is_doubtful in doubtful)]
    without = pl.concat([series.cast(pl.Int32) for series in numbers]) if numbers else pl.Series([], dtype=pl.Int32)
    judged = recognised.join(texts.select(ROW_NUMBER), on=ROW_NUMBER, how="semi", maintain_order="left")
    return judged.filter(~pl.col(ROW_NUMBER).is_in(without.implode())).drop(CONTENT)
