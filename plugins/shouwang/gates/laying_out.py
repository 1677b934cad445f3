"""A delivery laid out to be judged: its rows as one plain table, however they are stored.

A list that is stored by content is put together anew whenever it is read, and its checks read it twenty times.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from psycopg2 import sql

from shouwang.gates.deliveries import LandedDelivery
from shouwang.settings import Settings
from shouwang.warehouse import connect

LAY_OUT = """
create schema {schema};
create unlogged table {table} as select * from {stored} where delivery_id = {delivery_id};
analyze {table};
"""


@contextmanager
def laid_out(settings: Settings, delivery: LandedDelivery, stage: str) -> Iterator[LandedDelivery]:
    """The delivery with the ``relation`` its rows are judged in, which is gone after the block.

    Whoever judges the same delivery meanwhile waits; what a killed run left is replaced.
    """
    if delivery.declaration.storage == "rows":
        yield delivery
        return
    schema = f"judged_{delivery.delivery_id}"
    with connect(settings, "transformer", stage) as holder, holder.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('shouwang judged'), hashtext(%s))", (schema,))
        try:
            _clear(settings, schema, stage)
            _lay_out(settings, delivery, schema, stage)
            yield replace(delivery, relation=f"{schema}.{delivery.feed}")
        finally:
            _clear(settings, schema, stage)


def _lay_out(settings: Settings, delivery: LandedDelivery, schema: str, stage: str) -> None:
    names = {
        "schema": sql.Identifier(schema),
        "table": sql.Identifier(schema, delivery.feed),
        "stored": sql.Identifier("landing", delivery.feed),
        "delivery_id": sql.Literal(delivery.delivery_id),
    }
    with connect(settings, "transformer", stage) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL(LAY_OUT).format(**names))


def _clear(settings: Settings, schema: str, stage: str) -> None:
    with connect(settings, "transformer", stage) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(schema)))
