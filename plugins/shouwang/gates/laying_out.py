"""A delivery laid out to be judged: its rows as one plain table, and what its checks look at as relations beside it.

A list that is stored by content is put together anew whenever it is read, and its checks read it twenty times.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from psycopg2 import sql

from shouwang.gates.deliveries import LandedDelivery
from shouwang.lookahead import ahead
from shouwang.settings import Settings
from shouwang.warehouse import connect

if TYPE_CHECKING:
    from shouwang.gates.checks import Batch, GateSuite

ROWS = """
create schema {schema};
create unlogged table {table} as select * from {stored} where delivery_id = {delivery_id};
"""
BATCH = "create {kind} {relation} as {query}"
CLEAR = "drop schema if exists {schema} cascade"


class Layout:
    """The schema in which one delivery is laid out, for as long as ``laid_out`` says."""

    def __init__(self, settings: Settings, delivery: LandedDelivery, stage: str) -> None:
        self.schema = f"judged_{delivery.delivery_id}"
        self._settings, self._delivery, self._stage = settings, delivery, stage

    def rows(self) -> LandedDelivery:
        """The delivery with the ``relation`` its rows now stand in."""
        feed = self._delivery.feed
        stored, rows = sql.Identifier("landing", feed), sql.Identifier(self.schema, feed)
        self._run(ROWS, table=rows, stored=stored, delivery_id=sql.Literal(self._delivery.delivery_id))
        return replace(self._delivery, relation=f"{self.schema}.{feed}")

    def batches(self, suite: "GateSuite") -> "Generator[GateSuite, None, None]":
        """Suites of one batch each, with its ``relation``: a table where rows are gathered, else a view.

        The next one is made while one is judged.
        """
        return ahead(replace(suite, batches=(self._batch(batch),)) for batch in suite.batches)

    def clear(self) -> None:
        """Remove it with everything in it."""
        self._run(CLEAR)

    def _batch(self, batch: "Batch") -> "Batch":
        kind = sql.SQL("unlogged table" if batch.is_gathered else "view")
        self._run(BATCH, kind=kind, relation=sql.Identifier(self.schema, batch.name), query=sql.SQL(batch.query))
        return replace(batch, relation=(self.schema, batch.name))

    def _run(self, statement: str, **names: sql.Composable) -> None:
        given = {"schema": sql.Identifier(self.schema), **names}
        needed = {name: part for name, part in given.items() if f"{{{name}}}" in statement}
        with connect(self._settings, "transformer", self._stage) as connection, connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(**needed))


@contextmanager
def laid_out(settings: Settings, delivery: LandedDelivery, stage: str) -> Iterator[Layout]:
    """Where the delivery may be laid out; it is gone after the block.

    Whoever judges the same delivery meanwhile waits; what a killed run left is replaced.
    """
    layout = Layout(settings, delivery, stage)
    with connect(settings, "transformer", stage) as holder, holder.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('shouwang judged'), hashtext(%s))", (layout.schema,))
        try:
            layout.clear()
            yield layout
        finally:
            layout.clear()
