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
    """The rows with every pseudonym that ``names`` knows replaced, in columns of pseudonyms and declared texts.

    Other codes made with the key are left out: a re-keying empties them, and a landing makes them again.
    """
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        tables = {table.qualified: list(table.types) for table in stored_tables(cursor)}
        named = {(column.table.qualified, column.name) for column in pseudonym_columns(stored_tables(cursor))}
    named |= {(table, name) for table, names_ in tables.items() for name in names_ if name in declared()["texts"]}
    left_out = {
        (table, name) for table, found in tables.items() for name in found if name in declared()["made_with_key"]
    }
    holding = {table for table, _ in named | left_out} & rows.keys()
    return {
        **rows,
        **{
            table: _renamed(rows[table], [(table, n) for n in tables[table]], (named, left_out), names)
            for table in holding
        },
    }


Places = set[tuple[str, str]]


def _renamed(
    rows: Counter[tuple[str, ...]],
    columns: list[tuple[str, str]],
    places: tuple[Places, Places],
    names: Mapping[str, str],
) -> Counter[tuple[str, ...]]:
    named, left_out = places
    kept = [(position, column in named) for position, column in enumerate(columns) if column not in left_out]
    found: Counter[tuple[str, ...]] = Counter()
    for row, count in rows.items():
        found[tuple(replaced(row[at], names) if is_named else row[at] for at, is_named in kept)] += count
    return found


def replaced(text: str | None, names: Mapping[str, str]) -> Any:
    """A number, or numbers between braces, brackets and commas, each by its new name."""
    if text is None:
        return None
    for mark in "{}(),":
        text = text.replace(mark, f" {mark} ")
    return "".join(names.get(part, part) for part in text.split(" "))
