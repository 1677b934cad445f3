"""The texts in the vault that pseudonyms are made of, by kind."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import polars as pl
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import Feed
from shouwang.vault.catalogue import StoredTable, feed_tables
from shouwang.vault.pseudonym_columns import HOUSEHOLD, PERSON, declared

DISTINCT = (
    "select distinct {county}, t.{column} from {table} as t {deliveries} where t.{column} is not null order by 1, 2"
)


class IdentityTexts(NamedTuple):
    """Texts of one kind, of one county where that is part of the identity (else the county is empty)."""

    kind: str
    county_code: str
    texts: pl.Series


def identity_texts(cursor: Cursor, tables: list[StoredTable], feeds: Iterable[Feed]) -> Iterator[IdentityTexts]:
    """Every text of the vault that may stand behind a pseudonym, some of them more than once."""
    for table in tables:
        if table.schema == "vault":
            for name in table.types:
                if name.endswith("id_number"):
                    yield from _read(cursor, table, name, PERSON)
    for feed in feeds:
        kept = feed_tables(tables, feed.feed).vault
        for column in feed.columns:
            if column.type == "household_number":
                yield from _read(cursor, kept, column.name, HOUSEHOLD)
            elif column.is_compared:
                yield from _read(cursor, kept, column.name, column.name)
    by_name = {table.qualified: table for table in tables}
    for kind, said in declared()["records"].items():
        yield from _read(cursor, by_name[said["table"]], said["text"], kind)


def _read(cursor: Cursor, table: StoredTable, column: str, kind: str) -> Iterator[IdentityTexts]:
    is_local = kind == HOUSEHOLD
    of_delivery = is_local and "county_code" not in table.types
    statement = sql.SQL(DISTINCT).format(
        county=sql.SQL(("d" if of_delivery else "t") + ".county_code" if is_local else "''"),
        column=sql.Identifier(column),
        table=table.identifier,
        deliveries=sql.SQL("inner join ops.deliveries as d on t.delivery_id = d.delivery_id" if of_delivery else ""),
    )
    cursor.execute(statement)
    found = pl.DataFrame(cursor.fetchall(), schema={"county_code": pl.String, "text": pl.String}, orient="row")
    for (county_code,), part in found.group_by("county_code", maintain_order=True):
        yield IdentityTexts(kind, str(county_code), part["text"])
