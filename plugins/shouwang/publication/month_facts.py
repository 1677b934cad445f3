"""Facts of one month: closes the published rows that a build no longer says, opens the rows it newly says."""

from datetime import datetime

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.build import Build
from shouwang.publication.columns import list_columns, match_columns, name_table, row_of
from shouwang.warehouse.published_tables import PublishedTable

CLOSE = sql.SQL("""
update {published} as p set known_to = %(at)s
where p.county_code = %(county_code)s and p.month = %(month)s and p.known_to = 'infinity'
and not exists (select from {built} as b where {same_key} and {built_row} is not distinct from {published_row})
""")
OPEN = sql.SQL("""
insert into {published} ({columns}, known_from)
select {built_columns}, %(at)s from {built} as b
where not exists (
    select from {published} as p
    where p.county_code = %(county_code)s and p.month = %(month)s and p.known_to = 'infinity' and {same_key}
)
""")


def write_month_facts(cursor: Cursor, table: PublishedTable, build: Build, at: datetime) -> None:
    """Bring a ``month`` table to what the build says, with knowledge time ``at``; equal rows are not touched."""
    names = {
        "published": name_table(table),
        "built": sql.Identifier(build.schema_name, table.name),
        "same_key": match_columns(table.key, "b", "p"),
        "columns": list_columns(table.column_names),
        "built_columns": list_columns(table.column_names, "b"),
        "built_row": row_of(table.column_names, "b"),
        "published_row": row_of(table.column_names, "p"),
    }
    bound = {"county_code": build.county_code, "month": build.month, "at": at}
    cursor.execute(CLOSE.format(**names), bound)
    cursor.execute(OPEN.format(**names), bound)
