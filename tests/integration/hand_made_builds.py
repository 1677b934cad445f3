"""Builds made by hand from the published contracts, as dbt would leave them: passed and waiting to be published."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.build import Build, prepare
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import PublishedTable, published_tables

COUNTY = "411024"
Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

REGISTER = """
insert into ops.deliveries (delivery_id, county_code, month, feed, department_code, revision, sha256, file_name,
    received_at, state_code, rows_found, rows_in, rows_accepted, rows_held, rows_dropped)
values (%(id)s, %(county)s, %(month)s, 'household_register', 'rural_revitalization', %(revision)s, %(sha256)s,
    '农户家庭成员信息花名册.csv', '2022-02-03 09:30+08', 'accepted', 0, 0, 0, 0, 0)
"""


def month_of(number: int) -> date:
    return date(2022, number, 1)


def accept_register(settings: Settings, month: date, revision: int = 1) -> int:
    """Enter an accepted register delivery into the ledger; its number."""
    delivery_id = int(f"{month:%Y%m}{revision:02d}")
    bound = {"id": delivery_id, "county": COUNTY, "month": month, "revision": revision, "sha256": f"{delivery_id:064d}"}
    with connect(settings, "loader", "test") as connection, connection.cursor() as cursor:
        cursor.execute(REGISTER, bound)
    return delivery_id


def make_build(settings: Settings, month: date, rows: Rows, state_code: str = "passed") -> Build:
    """Prepare a build of the month and fill its tables with ``rows`` (by table name; the other tables are empty)."""
    build = prepare(settings, COUNTY, month)
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        fill_schema(cursor, build, rows)
        schema = sql.Identifier(build.schema_name)
        cursor.execute(sql.SQL("grant usage on schema {} to publisher").format(schema))
        cursor.execute(sql.SQL("grant select on all tables in schema {} to publisher").format(schema))
        cursor.execute("update ops.builds set state_code = %s where build_id = %s", (state_code, build.build_id))
    return build


def fill_schema(cursor: Cursor, build: Build, rows: Rows) -> None:
    cursor.execute(sql.SQL("create schema {}").format(sql.Identifier(build.schema_name)))
    for table in published_tables():
        cursor.execute(table_ddl(build, table))
        for row in rows.get(table.name, []):
            insert_row(cursor, build, table, row)


def table_ddl(build: Build, table: PublishedTable) -> sql.Composed:
    columns = ", ".join(f"{name} {sql_type}" for name, sql_type in table.columns)
    name = sql.Identifier(build.schema_name, table.name)
    return sql.SQL("create table {} ({})").format(name, sql.SQL(columns))


def insert_row(cursor: Cursor, build: Build, table: PublishedTable, row: Row) -> None:
    whole = {"county_code": build.county_code, "month": build.month, **row}
    known = {name: value for name, value in whole.items() if name in table.column_names}
    statement = sql.SQL("insert into {} ({}) values %s").format(
        sql.Identifier(build.schema_name, table.name), sql.SQL(", ").join(map(sql.Identifier, known))
    )
    cursor.execute(statement, (tuple(known.values()),))


def table_named(name: str) -> PublishedTable:
    return next(table for table in published_tables() if table.name == name)
