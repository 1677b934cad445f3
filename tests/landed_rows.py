"""Rows put straight into landing and vault, as landing them would, whichever way their feed is stored."""

from collections.abc import Mapping
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import Feed, feed
from shouwang.warehouse.landing_tables import contents_table, pieces_table

COUNTY = "411024"
Row = Mapping[str, Any]


def insert_row(cursor: Cursor, feed_name: str, delivery_id: int, landed: Row, identity: Row | None = None) -> None:
    """One row of a delivery of the county: what stands in ``landing.<feed>`` (with row_number), and in the vault."""
    declared = feed(feed_name)
    if declared.storage == "rows":
        place: Row = {"delivery_id": delivery_id}
        _insert(cursor, ("landing", feed_name), {**place, **landed})
        if identity is not None:
            _insert(cursor, ("vault", feed_name), {**place, "row_number": landed["row_number"], **identity})
        return
    _insert_content(cursor, declared, delivery_id, landed, identity or {})


def _insert_content(cursor: Cursor, declared: Feed, delivery_id: int, landed: Row, identity: Row) -> None:
    contents, number = contents_table(declared), int(landed["row_number"])
    cursor.execute(
        sql.SQL("select coalesce(max(content_id), 0) + 1 from {}").format(sql.Identifier("landing", contents))
    )
    (content,) = cursor.fetchone() or (1,)
    place: Row = {"county_code": COUNTY, "content_id": content}
    _insert(cursor, ("landing", contents), {**place, **{n: v for n, v in landed.items() if n != "row_number"}})
    _insert(cursor, ("vault", contents), {**place, **identity})
    piece = {
        "delivery_id": delivery_id,
        "first_row": number,
        "county_code": COUNTY,
        "content_offsets": [content - number],
    }
    _insert(cursor, ("landing", pieces_table(declared)), piece)


def _insert(cursor: Cursor, table: tuple[str, str], row: Row) -> None:
    statement = sql.SQL("insert into {} ({}) values ({})").format(
        sql.Identifier(*table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(map(sql.Placeholder, row)),
    )
    cursor.execute(statement, dict(row))
