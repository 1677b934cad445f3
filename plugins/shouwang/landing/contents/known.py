"""The contents a county's earlier deliveries brought, by digest: what is among them need not be judged again."""

import io
from collections.abc import Iterable
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from shouwang.feeds import Feed
from shouwang.landing.contents.digests import DIGEST_HIGH, DIGEST_LOW
from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.warehouse.landing_tables import contents_table, landed_columns

CONTENT = "content_id"
KNOWN = {DIGEST_HIGH: pl.Int64, DIGEST_LOW: pl.Int64, CONTENT: pl.Int64}
# Rows as binary COPY sends them: each value with its length before it, none of them null.
SENT = np.dtype([("columns", ">i2"), *((n, t) for k in KNOWN for n, t in ((f"{k}_length", ">i4"), (k, ">i8")))])
OPENING, ENDING = 19, 2  # bytes before the rows and after them
# In another month somebody may not have been born yet.
FETCH = """
copy (
    select digest_high, digest_low, content_id from {contents}
    where county_code = {county} and digest_high is not null and {born}
) to stdout with (format binary)
"""
Numbers = npt.NDArray[np.int64]


class KnownContents:
    """Looks digests up; ``known`` has digest_high, digest_low and content_id."""

    def __init__(self, known: pl.DataFrame) -> None:
        ordered = known.sort(DIGEST_HIGH, CONTENT)
        self._high, self._low, self._contents = (ordered[name].to_numpy() for name in KNOWN)

    def find(self, digests: pl.DataFrame) -> pl.Series:
        """The content with each pair of digests; null where there is none."""
        if not len(self._high):
            return pl.Series(CONTENT, [None], pl.Int64).new_from_index(0, digests.height)
        high, low = digests[DIGEST_HIGH].to_numpy(), digests[DIGEST_LOW].to_numpy()
        places = np.searchsorted(self._high, high).clip(max=len(self._high) - 1)
        is_known = (self._high[places] == high) & (self._low[places] == low)
        return pl.Series(CONTENT, self._contents[places]).set(pl.Series(~is_known), None)


def lock_contents(connection: Connection, feed: Feed, county_code: str) -> None:
    """Let one transaction at a time number, use and remove a county's contents of a feed."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s), hashtext(%s))", (feed.feed, county_code))


def fetch_known(connection: Connection, feed: Feed, county_code: str, month: date) -> KnownContents:
    """The county's contents that may be used again in a delivery of ``month`` (its first day); hold the lock."""
    births = [column.name for column in landed_columns(feed) if column.name.endswith("birth_month")]
    statement = sql.SQL(FETCH).format(
        contents=sql.Identifier("landing", contents_table(feed)),
        county=sql.Literal(county_code),
        born=sql.SQL(" and ").join([*(_is_born(name, month) for name in births), sql.SQL("true")]),
    )
    content = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(statement, content, size=1 << 20)
    rows = np.frombuffer(content.getbuffer()[OPENING:-ENDING], SENT)
    return KnownContents(pl.DataFrame({name: rows[name].astype(np.int64) for name in KNOWN}, schema=KNOWN))


def _is_born(name: str, month: date) -> sql.Composable:
    return sql.SQL("coalesce({} <= {}, true)").format(sql.Identifier(name), sql.Literal(month))


def last_content(connection: Connection, feed: Feed, county_code: str) -> int:
    """The highest number of a content of the county; 0 when there is none."""
    statement = sql.SQL("select coalesce(max(content_id), 0) from {} where county_code = %s")
    with connection.cursor() as cursor:
        cursor.execute(statement.format(sql.Identifier("landing", contents_table(feed))), (county_code,))
        (last,) = cursor.fetchone() or (0,)
    return int(last)


def offsets_of(placed: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """``first_row`` and ``content_offsets`` (text of an array) of rows (row_number, content_id) that stand together.

    An offset is a content's number less its row's: it hardly changes down a list, and the database packs it to nothing.
    Rows between that are no data have none.
    """
    rows = pl.concat(placed).sort(ROW_NUMBER)
    if rows.is_empty():
        return pl.DataFrame(schema={"first_row": pl.Int32, "content_offsets": pl.String})
    offsets = rows.select(ROW_NUMBER, (pl.col(CONTENT) - pl.col(ROW_NUMBER)).cast(pl.String).alias("offset"))
    first, last = rows[ROW_NUMBER][0], rows[ROW_NUMBER][-1]
    if last - first + 1 > rows.height:
        every = pl.int_range(first, last + 1, dtype=pl.Int32, eager=True).alias(ROW_NUMBER).to_frame()
        offsets = every.join(offsets, on=ROW_NUMBER, how="left", maintain_order="left")
    text = offsets["offset"].fill_null("NULL").str.join(",").item()
    return pl.DataFrame(
        {"first_row": [first], "content_offsets": [f"{{{text}}}"]}, schema_overrides={"first_row": pl.Int32}
    )
