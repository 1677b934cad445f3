"""States that hold over months, kept as intervals over the published months of a county.

For a key, the open rows say one thing: what held in each published month. ``[a, b)`` starts at a published month and
ends at the next published month where something else held, or never. That is a function of what each month says, not
of the order in which the months were published, because publishing a month replaces exactly its own stretch (from the
month to the next published one) and joins neighbours that say the same.
"""

from datetime import date, datetime
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.build import Build
from shouwang.publication.columns import (
    attribute_columns,
    first_of,
    list_columns,
    match_columns,
    name_table,
    row_of,
)
from shouwang.warehouse.published_tables import PublishedTable

# Keys whose state in the month differs between the build and what is published.
CHANGED = sql.SQL("""
create temporary table {changed} on commit drop as
select {first_keys}
from {built} as b
full join (
    select * from {published}
    where county_code = %(county_code)s and known_to = 'infinity'
    and valid_from <= %(month)s and %(month)s < valid_to
) as c on {built_is_current}
where b.county_code is null or c.county_code is null or {built_row} is distinct from {current_row}
""")
# Their open rows with the month's stretch cut out and the build's put in, equal neighbours joined.
REVISED = sql.SQL("""
create temporary table {revised} on commit drop as
with open_rows as (
    select p.* from {published} as p inner join {changed} as k on {published_is_changed}
    where p.county_code = %(county_code)s and p.known_to = 'infinity'
),
pieces as (
    select {keys}, {attributes}, valid_from, least(valid_to, %(month)s) as valid_to
    from open_rows where valid_from < %(month)s
    union all
    select {keys}, {attributes}, greatest(valid_from, %(next_month)s::date), valid_to
    from open_rows where valid_to > %(next_month)s::date
    union all
    select {built_keys}, {built_attributes}, %(month)s, %(next_month)s::date
    from {built} as b inner join {changed} as k on {built_is_changed}
),
marked as (
    select *, lag(valid_to) over by_key is distinct from valid_from or {row_before} is distinct from {row} as is_start
    from pieces window by_key as (partition by {keys} order by valid_from)
),
numbered as (
    select *, count(*) filter (where is_start) over (partition by {keys} order by valid_from) as stretch from marked
)
select {keys}, {attributes}, min(valid_from) as valid_from, max(valid_to) as valid_to
from numbered group by {keys}, {attributes}, stretch
""")
CLOSE = sql.SQL("""
update {published} as p set known_to = %(at)s
from {changed} as k
where p.county_code = %(county_code)s and p.known_to = 'infinity' and {published_is_changed}
and not exists (
    select from {revised} as r where {revised_is_published} and {revised_span} is not distinct from {published_span}
)
""")
OPEN = sql.SQL("""
insert into {published} (county_code, {keys}, {attributes}, valid_from, valid_to, known_from)
select %(county_code)s, {keys}, {attributes}, valid_from, valid_to, %(at)s
from {revised} as r
where not exists (
    select from {published} as p
    where p.county_code = %(county_code)s and p.known_to = 'infinity' and {revised_is_published}
    and p.valid_from = r.valid_from
)
""")


def write_state(cursor: Cursor, table: PublishedTable, build: Build, next_month: date | None, at: datetime) -> None:
    """Bring a ``state`` table to what the build says for its month, with knowledge time ``at``.

    ``next_month`` is the first published month after the build's, None when there is none.
    """
    names = _names(table, build)
    bound = {
        "county_code": build.county_code,
        "month": build.month,
        "next_month": next_month or "infinity",
        "at": at,
    }
    cursor.execute(CHANGED.format(**names), bound)
    if cursor.rowcount == 0:
        return
    for statement in (sql.SQL("analyze {changed}"), REVISED, sql.SQL("analyze {revised}"), CLOSE, OPEN):
        cursor.execute(statement.format(**names), bound)


def _names(table: PublishedTable, build: Build) -> dict[str, Any]:
    keys, attributes = table.key, attribute_columns(table)
    span = [*attributes, "valid_from", "valid_to"]
    return {
        "published": name_table(table),
        "built": sql.Identifier(build.schema_name, table.name),
        "changed": sql.Identifier(f"{table.name}_changed"),
        "revised": sql.Identifier(f"{table.name}_revised"),
        "keys": list_columns(keys),
        "attributes": list_columns(attributes),
        "built_keys": list_columns(keys, "b"),
        "built_attributes": list_columns(attributes, "b"),
        "first_keys": first_of(keys, "b", "c"),
        "built_is_current": match_columns(keys, "b", "c"),
        "built_is_changed": match_columns(keys, "b", "k"),
        "published_is_changed": match_columns(keys, "p", "k"),
        "revised_is_published": match_columns(keys, "r", "p"),
        "built_row": row_of(attributes, "b"),
        "current_row": row_of(attributes, "c"),
        "row": row_of(attributes),
        "row_before": _row_before(attributes),
        "revised_span": row_of(span, "r"),
        "published_span": row_of(span, "p"),
    }


def _row_before(attributes: list[str]) -> sql.Composed:
    before = [sql.SQL("lag({}) over by_key").format(sql.Identifier(name)) for name in attributes]
    return sql.SQL("row({})").format(sql.SQL(", ").join(before))
