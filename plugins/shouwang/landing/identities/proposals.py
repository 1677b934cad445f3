"""The queue of identity cells that a person must look at (``vault.identity_proposals``).

Held numbers are never repaired and nobody is ever linked by a name: landing keeps null. But when exactly one person of
the register has the same name and a number that agrees with all that can be read, that person is proposed; and where
nobody does, those whom everything else speaks for (``people.matching``), the likeliest first.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from itertools import groupby
from typing import Any

import polars as pl
from psycopg2 import sql
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import REGISTER
from shouwang.feeds import feed as declared_feed
from shouwang.landing.copying import Copier
from shouwang.landing.identities.ranking import CELL, merge_candidates, propose, rank, without_separated
from shouwang.landing.identities.signatures import shown_text
from shouwang.landing.identities.statements import (
    COMPARED_CELLS,
    DOUBTS,
    FITTING,
    HELD_CELLS,
    REGISTER_PEOPLE,
    SENT_NUMBERS,
    SEPARATED,
    cells_of,
    statement,
)
from shouwang.landing.ledger import Delivery, deliveries_in
from shouwang.landing.mending.chains import Link, in_force
from shouwang.people.matching import candidates_for
from shouwang.people.matching.model import model
from shouwang.settings import Settings
from shouwang.warehouse import connect

READ_STATES = ("landed", "questioned", "accepted", "rejected")
CLEAR = sql.SQL("delete from vault.{queue} where delivery_id = any(%s)")
QUEUES = ("identity_proposals", "identity_candidates")
# The newest month up to the deliveries' in which a register was accepted, else the newest of all.
REGISTERS = """
select delivery_id, mends_delivery_id, revision, state_code
from ops.deliveries
where county_code = %(county_code)s and feed = 'household_register' and month = (
    select month from ops.deliveries
    where county_code = %(county_code)s and feed = 'household_register' and state_code = 'accepted'
    order by month <= %(month)s desc, month desc
    limit 1
)
"""
UNQUEUED = """
select distinct delivery_id from landing.held_cells as held
where delivery_id = any(%s) and column_name like '%%id\\_number' and reason_code <> 'duplicate_key'
and not exists (select from vault.identity_proposals as queued where queued.delivery_id = held.delivery_id)
"""
TEXTS = ("person_name", "number", "village_name", "phone", "household_number", "sex_code", "relation_code")
CELLS = {
    "delivery_id": pl.Int64,
    "row_number": pl.Int64,
    "column_name": pl.String,
    "reason_code": pl.String,
    "signature": pl.Int64,
    **dict.fromkeys(TEXTS, pl.String),
}
FITS = {
    "delivery_id": pl.Int64,
    "row_number": pl.Int64,
    "column_name": pl.String,
    "person_id": pl.Int64,
    "id_number": pl.String,
    "fit": pl.String,
    "is_weak": pl.Boolean,
}
PEOPLE = {"person_id": pl.Int64, "id_number": pl.String, **dict.fromkeys(TEXTS[:1] + TEXTS[2:], pl.String)}
PAIRS = dict.fromkeys(("signature", "only_delivery_id", "only_row", "person_id"), pl.Int64)


def propose_month(settings: Settings, county_code: str, month: date) -> int:
    """Queue the identity cells of the month's deliveries that a person must look at; how many they are.

    All of the month's, because its register may have come last; of earlier months those that have held identity cells
    and no queue yet. One transaction that replaces what an earlier call queued. Nothing is queued of a register, which
    is what the others are held against.
    """
    with connect(settings, "loader", "propose") as connection, connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('shouwang propose'), hashtext(%s))", (county_code,))
        read = deliveries_in(connection, county_code, month, READ_STATES)
        cursor.execute(UNQUEUED, ([delivery.delivery_id for delivery in read],))
        unqueued = {number for (number,) in cursor.fetchall()}
        wanted = [delivery for delivery in read if delivery.month == month or delivery.delivery_id in unqueued]
        months = groupby(wanted, lambda delivery: delivery.month)
        return sum(_propose(connection, cursor, list(group)) for _, group in months)


def _propose(connection: Connection, cursor: Cursor, deliveries: Sequence[Delivery]) -> int:
    """Queue for deliveries of one county and month."""
    numbers = [delivery.delivery_id for delivery in deliveries]
    for queue in QUEUES:
        cursor.execute(CLEAR.format(queue=sql.Identifier(queue)), (numbers,))
    by_feed = [(delivery.feed, delivery.delivery_id) for delivery in deliveries]
    wanted = [(feed, number) for feed, number in by_feed if feed and feed != REGISTER]
    columns = list(_identity_columns(wanted))
    if not columns:
        return 0
    county_code = deliveries[0].county_code
    register = register_of(cursor, county_code, deliveries[0].month)
    cursor.execute("set local enable_nestloop = off")  # right after landing the planner takes many rows for one
    cells = compared_cells(cursor, wanted)
    if cells.height:
        _queue_held(connection, county_code, columns, cells, register)
    cursor.execute(statement(DOUBTS, _cells(SENT_NUMBERS, columns)), {"register": register})
    return cells.height + cursor.rowcount


def _queue_held(
    connection: Connection, county_code: str, columns: Sequence[Any], cells: pl.DataFrame, register: list[int]
) -> None:
    """Queue the cells that could not be read, with their candidates."""
    with connection.cursor() as cursor:
        cursor.execute(statement(FITTING, _cells(HELD_CELLS, columns)), {"register": register})
        fitting = frame_of(cursor, FITS)
        cursor.execute(SEPARATED, (county_code,))
        separated = frame_of(cursor, PAIRS)
        people = people_of(cursor, register)
        scored = _scored(cells, people)
    merged = without_separated(merge_candidates(cells, fitting, scored), separated)
    ranked = rank(merged, model()).join(_shown(people), on="person_id", how="left", maintain_order="left")
    with Copier(connection) as copier:
        copier.copy("vault", "identity_proposals", propose(cells, ranked, has_register=bool(register)))
        kept = [*CELL, "candidate_rank", "person_id", "id_number", "record_text"]
        shown = pl.coalesce("evidence", "fit").alias("evidence")
        copier.copy("vault", "identity_candidates", ranked.select(*kept, pl.col("score").round(2), shown))


def _scored(cells: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """What ``people.matching`` finds, by cell and person."""
    found = candidates_for(cells, people)
    named = cells.select(CELL)[found["cell"]].hstack(people.select("person_id", "id_number")[found["person"]])
    return named.hstack(found.select("score", "evidence"))


def _shown(people: pl.DataFrame) -> pl.DataFrame:
    """What the register says of each person, to be read beside the record."""
    cells = people.drop("person_id", "sex_code", "relation_code")
    texts = people.select("person_id").hstack([shown_text(cells)])
    return texts.unique("person_id", keep="first", maintain_order=True)


def people_of(cursor: Cursor, register: list[int]) -> pl.DataFrame:
    """The people of a register with all they may be compared by, ordered."""
    content = BytesIO()
    cursor.copy_expert(sql.SQL(REGISTER_PEOPLE).format(register=sql.Literal(register)), content)
    content.seek(0)
    return pl.read_csv(content, schema=PEOPLE)


def _cells(text: str, columns: Iterable[tuple[str, str, list[int]]]) -> list[sql.Composed]:
    return [cells_of(text, declared_feed(feed), column, ids) for feed, column, ids in columns]


def compared_cells(cursor: Cursor, deliveries: Iterable[tuple[str, int]]) -> pl.DataFrame:
    """The held identity cells of deliveries (feed and number) with all they may be compared by, ordered."""
    columns = list(_identity_columns(deliveries))
    if not columns:
        return pl.DataFrame(schema=CELLS)
    cursor.execute(sql.SQL("union all").join(_cells(COMPARED_CELLS, columns)))
    return frame_of(cursor, CELLS).sort(CELL)


def frame_of(cursor: Cursor, schema: dict[str, Any]) -> pl.DataFrame:
    """What a statement found."""
    return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")


def _identity_columns(deliveries: Iterable[tuple[str, int]]) -> Iterable[tuple[str, str, list[int]]]:
    """Feed, column of identity numbers and the feed's deliveries."""
    for feed, group in groupby(sorted(deliveries), lambda delivery: delivery[0]):
        ids = [number for _, number in group]
        for column in declared_feed(feed).columns:
            if column.type == "id_number":
                yield feed, column.name, ids


def register_of(cursor: Cursor, county_code: str, month: date) -> list[int]:
    """The register to look in: a delivery and its mended copies; empty when none was ever accepted."""
    cursor.execute(REGISTERS, {"county_code": county_code, "month": month})
    return in_force(Link(*row) for row in cursor.fetchall())
