"""Where the rows of a delivery go: every row as it is, or its content once and a reference to it."""

from typing import Protocol

import polars as pl
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from shouwang.feeds import Feed
from shouwang.feeds import feed as declared_feed
from shouwang.landing.batches import Batch
from shouwang.landing.contents.digests import Digester
from shouwang.landing.contents.known import CONTENT, fetch_known, last_content, lock_contents, offsets_of
from shouwang.landing.contents.reuse import Reuse
from shouwang.landing.copying import Copier
from shouwang.landing.derivation import DELIVERY, Derivation, vault_rows
from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.landing.ledger import Delivery
from shouwang.landing.rows.identification import Identified
from shouwang.landing.values.canonical import Context
from shouwang.warehouse.landing_tables import contents_table, pieces_table

COUNTY = "county_code"
# What another delivery refers to stays; the contents of a county are locked.
REMOVE = """
with referred as (
    select pieces.delivery_id, pieces.first_row + placed.place - 1 + placed.content_offset as content_id
    from landing.{pieces} as pieces
    cross join lateral unnest(pieces.content_offsets) with ordinality as placed (content_offset, place)
    where pieces.county_code = %(county_code)s
),
unused as materialized (
    select content_id from referred where delivery_id = %(delivery_id)s
    except
    select content_id from referred where delivery_id <> %(delivery_id)s
),
forgotten as (
    delete from vault.{contents} as contents using unused
    where contents.county_code = %(county_code)s and contents.content_id = unused.content_id
),
dropped as (
    delete from landing.{contents} as contents using unused
    where contents.county_code = %(county_code)s and contents.content_id = unused.content_id
)
delete from landing.{pieces} where delivery_id = %(delivery_id)s
"""


class Store(Protocol):
    """Takes the judged rows of one delivery."""

    reuse: Reuse | None

    def copy(self, copier: Copier, batch: Batch) -> None:
        """Hand a batch's rows over to be written."""


class RowStore:
    """Every row of the delivery in ``landing.<feed>`` and ``vault.<feed>``."""

    def __init__(self, delivery: Delivery, feed: Feed, derivation: Derivation) -> None:
        self._delivery, self._feed, self._derivation = delivery, feed, derivation
        self.reuse: Reuse | None = None

    def copy(self, copier: Copier, batch: Batch) -> None:
        """Hand a batch's rows over to be written."""
        feed, number = self._feed, self._delivery.delivery_id
        copier.copy("landing", feed.feed, self._derivation.landing_rows(feed, number, batch))
        copier.copy("vault", feed.feed, vault_rows(feed, number, batch))


class ContentStore:
    """New contents once, and which content each row of the delivery has; holds the lock of the county's contents."""

    def __init__(self, connection: Connection, delivery: Delivery, feed: Feed, derivation: Derivation) -> None:
        self._delivery, self._feed, self._derivation = delivery, feed, derivation
        lock_contents(connection, feed, delivery.county_code)
        self._known = fetch_known(connection, feed, delivery.county_code, delivery.month)
        self._last = last_content(connection, feed, delivery.county_code)
        self.reuse: Reuse | None = None

    def recognise(self, digester: Digester) -> None:
        """From now on know rows again by ``digester``."""
        self.reuse = Reuse(digester, self._known)

    def copy(self, copier: Copier, batch: Batch) -> None:
        """Hand a batch's new contents and its references over to be written."""
        feed, number = self._feed, self._delivery.delivery_id
        landed = self._derivation.landing_rows(feed, number, batch)
        landed = landed.join(batch.digests, on=ROW_NUMBER, how="left", maintain_order="left")
        copier.copy("landing", contents_table(feed), self._numbered(landed))
        copier.copy("vault", contents_table(feed), self._numbered(vault_rows(feed, number, batch)))
        new = batch.rows.select(ROW_NUMBER, (pl.col(ROW_NUMBER).cast(pl.Int64) + self._last).alias(CONTENT))
        placed = offsets_of([new, batch.reused.select(ROW_NUMBER, CONTENT)])
        own = [pl.lit(number).alias(DELIVERY), pl.lit(self._delivery.county_code).alias(COUNTY)]
        copier.copy("landing", pieces_table(feed), placed.with_columns(own))

    def _numbered(self, rows: pl.DataFrame) -> pl.DataFrame:
        content = (pl.col(ROW_NUMBER).cast(pl.Int64) + self._last).alias(CONTENT)
        county = pl.lit(self._delivery.county_code).alias(COUNTY)
        return rows.select(county, content, pl.exclude(DELIVERY, ROW_NUMBER))


def open_store(
    connection: Connection, delivery: Delivery, identified: Identified, context: Context, keys: tuple[Derivation, str]
) -> Store:
    """The store of a delivery as its feed declares; ``keys``: what makes pseudonyms, and the key it uses."""
    feed, (derivation, key) = identified.feed, keys
    if feed.storage == "rows":
        return RowStore(delivery, feed, derivation)
    store = ContentStore(connection, delivery, feed, derivation)
    store.recognise(Digester(feed, identified.header, context, key))
    return store


def remove_rows(connection: Connection, delivery: Delivery) -> None:
    """Take a delivery's rows out of landing and vault."""
    feed = declared_feed(delivery.feed or "")
    with connection.cursor() as cursor:
        if feed.storage == "rows":
            for schema in ("landing", "vault"):
                statement = sql.SQL("delete from {} where delivery_id = %s").format(sql.Identifier(schema, feed.feed))
                cursor.execute(statement, (delivery.delivery_id,))
            return
        lock_contents(connection, feed, delivery.county_code)
        names = {"contents": sql.Identifier(contents_table(feed)), "pieces": sql.Identifier(pieces_table(feed))}
        whose = {"county_code": delivery.county_code, "delivery_id": delivery.delivery_id}
        cursor.execute(sql.SQL(REMOVE).format(**names), whose)
