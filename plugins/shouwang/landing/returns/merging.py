"""How returns of one form add up: a row takes the place of the same row of an earlier return, the others stay."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
from psycopg2 import sql
from psycopg2.extensions import connection as Connection
from psycopg2.extras import execute_values

from shouwang.landing.doubts.rules import says_corrected
from shouwang.landing.files.tables import Table
from shouwang.landing.ledger import Delivery, find_delivery
from shouwang.landing.mending.merging import Original, close_mend, known_keys, open_mend, standing_before
from shouwang.landing.mending.origins import row_marks
from shouwang.landing.returns.returned import Returned, Said
from shouwang.landing.rows.identification import Identified
from shouwang.people.pseudonyms import Pseudonyms

FIRST_RETURN = """
select delivery_id from ops.deliveries
where county_code = %s and feed = %s and scope = %s and delivery_id <> %s and mends_delivery_id is null
    and revision is not null and state_code in ('archived', 'landed', 'accepted', 'rejected')
order by month desc, revision desc limit 1
"""
# What stands for a row of the form in its chain of returns: the first row that had it, an accepted one before others.
TAKE_OVER = """
insert into landing.mended_rows (delivery_id, row_number, mended_delivery_id, mended_row_number)
select own.delivery_id, own.row_number, older.delivery_id, older.row_number
from landing.form_rows as own
inner join lateral (
    select form.delivery_id, form.row_number
    from landing.form_rows as form
    inner join ops.deliveries as deliveries on form.delivery_id = deliveries.delivery_id
    inner join landing.{feed} as landed
        on form.delivery_id = landed.delivery_id and form.row_number = landed.row_number
    where form.delivery_id = any(%(before)s) and form.form_row_number = own.form_row_number
    order by deliveries.revision, landed.is_accepted desc, form.row_number
    limit 1
) as older on true
where own.delivery_id = %(delivery_id)s
"""
ANSWERED = """
select form.form_row_number, array[{said}]
from landing.form_rows as form
inner join landing.{feed} as landed on form.delivery_id = landed.delivery_id and form.row_number = landed.row_number
where form.delivery_id = any(%(before)s) and landed.is_accepted
    and (form.delivery_id, form.row_number) not in (
        select delivery_id, row_number from landing.replaced_rows(%(before)s)
    )
"""
WRITE = "insert into landing.form_rows (delivery_id, row_number, form_row_number) values %s"
UNLANDED = """
delete from landing.form_rows as form
where form.delivery_id = {delivery_id} and not exists (
    select from landing.{feed} as landed
    where landed.delivery_id = {delivery_id} and landed.row_number = form.row_number
)
"""


def first_return(connection: Connection, delivery: Delivery) -> Original | None:
    """The return of the same form that this one adds to; None for the first."""
    with connection.cursor() as cursor:
        names = (delivery.county_code, delivery.feed, delivery.scope, delivery.delivery_id)
        cursor.execute(FIRST_RETURN, names)
        row = cursor.fetchone()
    found = find_delivery(connection, row[0]) if row else None
    return Original(found, has_rows=True) if found else None


def open_list(
    connection: Connection, delivery: Delivery, identified: Identified, pseudonyms: Pseudonyms
) -> tuple[Identified, pl.DataFrame | None]:
    """Before its rows are landed: which rows they take the place of; the list to read, and the keys that stay taken.

    A later return of a form takes the place of the rows it answers again; unless the file calls itself a correction,
    or is a marked copy, it is held against what they said. A log only adds. Ordinary lists: see ``open_mend``.
    """
    returned = identified.returned
    if returned is None:
        return identified, open_mend(connection, delivery, identified, pseudonyms)
    _write_form_rows(connection, delivery, identified.table, returned)
    if delivery.mends_delivery_id is None or row_marks(identified.table, pseudonyms).height:
        return identified, open_mend(connection, delivery, identified, pseudonyms)
    before = standing_before(connection, delivery)
    if not returned.form.is_log:
        returned = _taken_over(connection, delivery, returned, before)
    return replace(identified, returned=returned), known_keys(connection, identified.feed, before, delivery.delivery_id)


def close_list(connection: Connection, delivery: Delivery) -> None:
    """Once its rows stand in landing: what turned out to be no answer takes nobody's place."""
    close_mend(connection, delivery)
    names = {"feed": sql.Identifier(delivery.feed or ""), "delivery_id": sql.Literal(delivery.delivery_id)}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(UNLANDED).format(**names))


def _write_form_rows(connection: Connection, delivery: Delivery, table: Table, returned: Returned) -> None:
    rows = [
        (delivery.delivery_id, row_number, sealed.seal.row_number)
        for frame in table.pieces()
        for row_number, _, sealed in returned.seals(frame)
        if sealed
    ]
    with connection.cursor() as cursor:
        execute_values(cursor, WRITE, rows)


def _taken_over(connection: Connection, delivery: Delivery, returned: Returned, before: Sequence[int]) -> Returned:
    feed = sql.Identifier(returned.form.feed)
    said = sql.SQL(", ").join(
        sql.SQL("coalesce(landed.{}::text, '')").format(sql.Identifier(name)) for name in returned.form.deciding_columns
    )
    bound = {"before": list(before), "delivery_id": delivery.delivery_id}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(TAKE_OVER).format(feed=feed), bound)
        if says_corrected(delivery.file_name):
            return returned
        cursor.execute(sql.SQL(ANSWERED).format(feed=feed, said=said), bound)
        earlier: dict[int, Said] = {number: tuple(answers) for number, answers in cursor.fetchall()}
    return replace(returned, earlier=earlier)
