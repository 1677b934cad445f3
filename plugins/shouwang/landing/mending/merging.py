"""Mended copies: a marked copy that came back takes the place of the rows it mends, the others stay in force."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import polars as pl
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from shouwang.feeds import Feed
from shouwang.feeds import feed as declared_feed
from shouwang.landing.doubts.rules import stated_months
from shouwang.landing.files.tables import ROW_NUMBER, Table
from shouwang.landing.ledger import Delivery, delivery_number, find_delivery
from shouwang.landing.mending.chains import Link, chain_before
from shouwang.landing.mending.origins import MENDED, MENDED_ROW, delivery_mark, row_marks
from shouwang.landing.rows.headers import find_header
from shouwang.landing.rows.identification import Identified
from shouwang.people.pseudonyms import Pseudonyms

STANDING = ("landed", "accepted", "rejected")
LINKS = """
select delivery_id, mends_delivery_id, revision, state_code from ops.deliveries
where county_code = %s and month = %s and feed = %s and scope = %s and revision is not null
order by revision
"""
# Keys that stay in force beside the copy: text as reading gives it, row numbers with a minus before them.
KNOWN_KEYS = """
copy (
    select -landed.row_number as row_number, {keys}
    from landing.{feed} as landed
    inner join vault.{feed} as identity using (delivery_id, row_number)
    where landed.delivery_id = any({before}) and landed.is_accepted
        and (landed.delivery_id, landed.row_number) not in (
            select delivery_id, row_number from landing.replaced_rows({with_copy})
        )
) to stdout with (format csv, header)
"""
UNLANDED = """
delete from landing.mended_rows as mended
where mended.delivery_id = {delivery_id} and not exists (
    select from landing.{feed} as landed
    where landed.delivery_id = {delivery_id} and landed.row_number = mended.row_number
)
"""


class Original(NamedTuple):
    """What a marked copy was made from; ``has_rows`` says whether its rows can be told apart."""

    delivery: Delivery
    has_rows: bool

    @property
    def feed(self) -> Feed:
        """The list it is a copy of."""
        return declared_feed(self.delivery.feed or "")

    def taken_over_by(self, copy: Delivery) -> Delivery:
        """The copy as a delivery of the original's list and month, whatever directory it came in."""
        of = self.delivery
        return replace(
            copy,
            delivery_id=delivery_number(of.county_code, of.month, copy.sha256),
            month=of.month,
            scope=of.scope,
            mends_delivery_id=of.delivery_id if self.has_rows else None,
        )


def find_original(
    connection: Connection, arrived: Delivery, path: Path, tables: Sequence[Table], pseudonyms: Pseudonyms
) -> Original | None:
    """The delivery that what arrived is a marked copy of; None when it is none, or none of this county's.

    A copy that was made the form of another month's list, and says so in its title, is that month's list.
    """
    marked = (row_marks(table, pseudonyms) for table in tables)
    marks = next((found for found in marked if found.height), None)
    named = delivery_mark(path, pseudonyms)
    if marks is None and named is None:
        return None
    numbers = [named.delivery_id] if named else sorted(marks[MENDED].unique() if marks is not None else [])
    known = [found for number in numbers if (found := _known(connection, arrived.county_code, number))]
    if not known:
        return None
    original = Original(max(known, key=lambda delivery: delivery.revision or 0), marks is not None)
    return None if _is_reused(original, arrived, tables) else original


def _is_reused(original: Original, arrived: Delivery, tables: Sequence[Table]) -> bool:
    of = original.delivery
    headers = [(find_header(original.feed, table), table) for table in tables]
    header, table = max(headers, key=lambda pair: pair[0].score)
    if not header.score:
        return True
    above = [cell for row in table.opening[: header.row_number - 1] for cell in row]
    stated = set(stated_months(above, arrived.month))
    return arrived.month != of.month and arrived.month in stated and not stated & {of.month, *of.stated_months}


def _known(connection: Connection, county_code: str, delivery_id: int) -> Delivery | None:
    found = find_delivery(connection, delivery_id)
    if found and found.same_as_delivery_id:
        found = find_delivery(connection, found.same_as_delivery_id)
    is_ours = found is not None and found.county_code == county_code and found.feed and found.revision is not None
    return found if is_ours else None


def links_of(connection: Connection, delivery: Delivery) -> list[Link]:
    """Every delivery of the list that ``delivery`` is one of, by revision."""
    with connection.cursor() as cursor:
        cursor.execute(LINKS, (delivery.county_code, delivery.month, delivery.feed, delivery.scope))
        return [Link(*row) for row in cursor.fetchall()]


def unlanded_before(connection: Connection, delivery: Delivery) -> list[int]:
    """What a mended copy mends and nobody has landed yet, the earliest first; nothing for an ordinary delivery."""
    if delivery.mends_delivery_id is None:
        return []
    return [link.delivery_id for link in _chain_before(connection, delivery, ["archived"])]


def open_mend(
    connection: Connection, delivery: Delivery, identified: Identified, pseudonyms: Pseudonyms
) -> pl.DataFrame | None:
    """Before its rows are landed: write which rows a copy takes the place of; the keys that stay taken beside it.

    They are as ``KeyRegister`` takes them; None for an ordinary delivery.
    """
    if delivery.mends_delivery_id is None:
        return None
    before = standing_before(connection, delivery)
    marks = row_marks(identified.table, pseudonyms)
    _write_marks(connection, delivery.delivery_id, marks.filter(pl.col(MENDED).is_in(before)))
    return known_keys(connection, identified.feed, before, delivery.delivery_id)


def close_mend(connection: Connection, delivery: Delivery) -> None:
    """Once its rows stand in landing: a mark on a row that turned out to be no data mends nothing."""
    if delivery.mends_delivery_id is None:
        return
    feed, delivery_id = sql.Identifier(delivery.feed or ""), sql.Literal(delivery.delivery_id)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(UNLANDED).format(feed=feed, delivery_id=delivery_id))


def standing_before(connection: Connection, delivery: Delivery) -> list[int]:
    """The earlier deliveries of the chain that were landed and not withdrawn, the earliest first."""
    return [link.delivery_id for link in _chain_before(connection, delivery, STANDING)]


def _chain_before(connection: Connection, delivery: Delivery, states: Sequence[str]) -> list[Link]:
    own = Link(delivery.delivery_id, delivery.mends_delivery_id, delivery.revision, delivery.state_code)
    others = [link for link in links_of(connection, delivery) if link.delivery_id != delivery.delivery_id]
    return chain_before([*others, own], delivery.delivery_id, states)


def _write_marks(connection: Connection, delivery_id: int, marks: pl.DataFrame) -> None:
    content = io.BytesIO()
    marks.select(pl.lit(delivery_id), ROW_NUMBER, MENDED, MENDED_ROW).write_csv(content, include_header=False)
    content.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert("copy landing.mended_rows from stdin with (format csv)", content)


def known_keys(connection: Connection, feed: Feed, before: Sequence[int], delivery_id: int) -> pl.DataFrame:
    """The keys of earlier deliveries that stay in force beside a copy, as ``KeyRegister`` takes them."""
    statement = sql.SQL(KNOWN_KEYS).format(
        keys=sql.SQL(", ").join(_key_text(feed, name) for name in feed.key),
        feed=sql.Identifier(feed.feed),
        before=_numbers(before),
        with_copy=_numbers([*before, delivery_id]),
    )
    content = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(statement, content)
    content.seek(0)
    types: dict[str, type[pl.DataType]] = {ROW_NUMBER: pl.Int32, **dict.fromkeys(feed.key, pl.String)}
    return pl.read_csv(content, schema=types)


def _key_text(feed: Feed, name: str) -> sql.Composable:
    place = sql.Identifier("identity" if feed.column(name).sensitivity == "identity" else "landed", name)
    return sql.SQL("{}::text as {}").format(place, sql.Identifier(name))


def _numbers(delivery_ids: Sequence[int]) -> sql.Composable:
    return sql.SQL("{}::bigint[]").format(sql.Literal(list(delivery_ids)))
