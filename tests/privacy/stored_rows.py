"""Everything a warehouse stores, as text, for comparing and for searching."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from psycopg2 import sql

from shouwang.settings import Settings
from shouwang.vault.catalogue import stored_tables
from shouwang.vault.pseudonym_columns import declared, pseudonym_columns
from shouwang.warehouse import connect

Rows = dict[str, "Counter[tuple[str, ...]]"]


def query(settings: Settings, statement: str, *bound: Any, role: str = "admin") -> list[tuple[Any, ...]]:
    """The rows a statement gives; what it changed is kept."""
    with connect(settings, role, "test") as connection, connection.cursor() as cursor:
        cursor.execute(statement, bound or None)
        return cursor.fetchall() if cursor.description else []


def rows_of(settings: Settings, *, but: tuple[str, ...] = ()) -> Rows:
    """Every stored row as text, by table; tables ``but`` left out."""
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        found: Rows = {}
        for table in stored_tables(cursor):
            if table.qualified in but:
                continue
            columns = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in table.types)
            cursor.execute(sql.SQL("select {} from {}").format(columns, table.identifier))
            found[table.qualified] = Counter(tuple(row) for row in cursor.fetchall())
    return found


def renamed(settings: Settings, rows: Rows, names: Mapping[str, str]) -> Rows:
    """The rows with every pseudonym that ``names`` knows replaced, in columns of pseudonyms and declared texts."""
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        tables = {table.qualified: list(table.types) for table in stored_tables(cursor)}
        places = {(column.table.qualified, column.name) for column in pseudonym_columns(stored_tables(cursor))}
    places |= {(table, name) for table, names_ in tables.items() for name in names_ if name in declared()["texts"]}
    holding = {table for table, _ in places} & rows.keys()
    return {
        **rows,
        **{table: _renamed(rows[table], [(table, n) in places for n in tables[table]], names) for table in holding},
    }


def _renamed(
    rows: Counter[tuple[str, ...]], is_named: list[bool], names: Mapping[str, str]
) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for row, count in rows.items():
        found[tuple(replaced(text, names) if on else text for text, on in zip(row, is_named, strict=True))] += count
    return found


def replaced(text: str | None, names: Mapping[str, str]) -> Any:
    """A number, or numbers between braces, brackets and commas, each by its new name."""
    if text is None:
        return None
    for mark in "{}(),":
        text = text.replace(mark, f" {mark} ")
    return "".join(names.get(part, part) for part in text.split(" "))
