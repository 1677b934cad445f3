"""Lists of columns as SQL: what the statements of the publishing transaction are put together from."""

from collections.abc import Sequence

from psycopg2 import sql

from shouwang.warehouse.published_tables import PublishedTable


def list_columns(columns: Sequence[str], alias: str | None = None) -> sql.Composed:
    """``alias.a, alias.b`` or ``a, b``."""
    return sql.SQL(", ").join(_column(name, alias) for name in columns)


def match_columns(columns: Sequence[str], left: str, right: str) -> sql.Composed:
    """``left.a = right.a and left.b = right.b``: keys, which are never null."""
    return sql.SQL(" and ").join(
        sql.SQL("{} = {}").format(_column(name, left), _column(name, right)) for name in columns
    )


def first_of(columns: Sequence[str], left: str, right: str) -> sql.Composed:
    """``coalesce(left.a, right.a) as a, …``: a key from whichever side has it."""
    return sql.SQL(", ").join(
        sql.SQL("coalesce({}, {}) as {}").format(_column(name, left), _column(name, right), sql.Identifier(name))
        for name in columns
    )


def row_of(columns: Sequence[str], alias: str | None = None) -> sql.Composed:
    """``row(alias.a, alias.b)``: compares as a whole, nulls included, with ``is [not] distinct from``."""
    return sql.SQL("row({})").format(list_columns(columns, alias))


def name_table(table: PublishedTable) -> sql.Identifier:
    """The published table that keeps every known row."""
    return sql.Identifier(*table.table.split("."))


def attribute_columns(table: PublishedTable) -> list[str]:
    """The columns of a state table that are neither its key nor its county."""
    return [name for name in table.column_names if name not in {"county_code", *table.key}]


def _column(name: str, alias: str | None) -> sql.Identifier:
    return sql.Identifier(alias, name) if alias else sql.Identifier(name)
