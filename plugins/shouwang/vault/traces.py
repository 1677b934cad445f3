"""Where a person stands in the warehouse: every stored row that carries their pseudonym, and what belongs to it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import Feed, feeds
from shouwang.vault.catalogue import StoredTable, stored_tables
from shouwang.vault.pseudonym_columns import PERSON, pseudonym_columns

BUILD = "build_"  # schemas of builds: nothing that counts until it is published
LOGS = ("vault.reveals", "vault.rights_log")
# Cells of a row are the person's when the row is, or when their column is of the person's part of it.
CELL_TABLES = ("vault.original_cells", "landing.held_cells", "vault.extra_cells")


class Trace(NamedTuple):
    """A row a person stands in: its table, and its values by column."""

    table: str
    values: dict[str, Any]


class Place(NamedTuple):
    """A row of a list that names the person in ``column_name`` (an identity column, declared)."""

    feed: Feed
    column_name: str
    delivery_id: int
    row_number: int

    @property
    def prefix(self) -> str:
        """What the person's columns begin with in this list: nothing, or ``head_``."""
        return self.column_name.removesuffix("id_number")

    @property
    def is_whole(self) -> bool:
        """Whether the whole row is about the person."""
        return not self.prefix


def find_places(cursor: Cursor, person_id: int, delivery_id: int | None = None) -> list[Place]:
    """Every row of every list that names the person, of one delivery if asked for, in order."""
    found = []
    for feed in feeds().values():
        for column in feed.columns:
            if column.type == "id_number":
                statement = sql.SQL(
                    "select delivery_id, row_number from landing.{} where {} = %s and (%s is null or delivery_id = %s)"
                    " order by delivery_id, row_number"
                ).format(sql.Identifier(feed.feed), sql.Identifier(f"{column.name.removesuffix('id_number')}person_id"))
                cursor.execute(statement, (person_id, delivery_id, delivery_id))
                found += [Place(feed, column.name, *row) for row in cursor.fetchall()]
    return found


def own_columns(place: Place) -> list[str]:
    """The declared columns of the row that say something of the person: all of their own row, else their part."""
    names = [column.name for column in place.feed.columns]
    return [name for name in names if place.is_whole or name.startswith(place.prefix)]


def published_traces(cursor: Cursor, person_id: int) -> Iterator[Trace]:
    """Rows of everything but lists as they came, in which the person stands, by table; logs are apart."""
    landed = {f"{schema}.{name}" for schema in ("landing", "vault") for name in _feed_names(stored_tables(cursor))}
    for table in stored_tables(cursor):
        is_unpublished = table.schema.startswith(BUILD)
        if table.qualified not in landed and table.qualified not in LOGS and not is_unpublished:
            yield from _traces(cursor, table, [person_id])


def log_traces(cursor: Cursor, known_as: tuple[int, ...]) -> Iterator[Trace]:
    """Who saw the person's identity, and what was done at their wish; logs keep the numbers of their time."""
    for table in stored_tables(cursor):
        if table.qualified in LOGS:
            statement = sql.SQL("select to_jsonb(t) from {} as t where person_id = any(%s) order by 1")
            cursor.execute(statement.format(table.identifier), (list(known_as),))
            yield from (Trace(table.qualified, values) for (values,) in cursor.fetchall())


def _traces(cursor: Cursor, table: StoredTable, numbers: list[int]) -> Iterator[Trace]:
    columns = [column for column in pseudonym_columns([table]) if column.kind == PERSON]
    if not columns:
        return
    matches = [
        sql.SQL("t.{} && %(numbers)s::bigint[]" if column.is_list else "t.{} = any(%(numbers)s::bigint[])").format(
            sql.Identifier(column.name)
        )
        for column in columns
    ]
    statement = sql.SQL("select to_jsonb(t) from {} as t where {} order by to_jsonb(t)::text")
    cursor.execute(statement.format(table.identifier, sql.SQL(" or ").join(matches)), {"numbers": numbers})
    yield from (Trace(table.qualified, values) for (values,) in cursor.fetchall())


def _feed_names(tables: list[StoredTable]) -> set[str]:
    """Names of the stored tables of lists, in either schema."""
    return {
        table.name
        for table in tables
        for feed in feeds()
        if table.name == feed or table.name.startswith(f"{feed}_contents")
    }
