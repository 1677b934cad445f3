"""Rows in another place: what a query says without an order of its own must not show on anything that leaves."""

from psycopg2 import sql

from shouwang.settings import Settings
from shouwang.vault.catalogue import StoredTable, stored_tables
from shouwang.warehouse import connect

MOVED = {"landing", "marts", "publication", "aggregates"}
FURTHER = {"ops.deliveries", "ops.publication_inputs", "ops.lists"}
COLLECT = "create temporary table moved on commit drop as select * from {table} as kept order by md5(kept::text || %s)"
STATEMENTS = (COLLECT, "truncate {table}", "insert into {table} select * from moved", "drop table moved")


def move_rows(settings: Settings, seed: str) -> None:
    """Put the rows of everything landed and published into an order that the seed decides."""
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        for table in stored_tables(cursor):
            if _is_moved(table):
                for statement in STATEMENTS:
                    bound = (seed,) if statement == COLLECT else None
                    cursor.execute(sql.SQL(statement).format(table=table.identifier), bound)


def _is_moved(table: StoredTable) -> bool:
    is_of_rows = table.schema == "vault" and {"delivery_id", "row_number"} <= table.types.keys()
    return table.schema in MOVED or is_of_rows or table.qualified in FURTHER
