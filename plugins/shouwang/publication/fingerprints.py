"""Fingerprints: equal exactly when what is published is equal, whoever published it, when and in which order."""

import hashlib
from collections.abc import Iterable
from datetime import date

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.publication.columns import name_table, row_of
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import PublishedTable, published_tables

OPEN_ROWS = {
    "month": sql.SQL("month = %(month)s"),
    "state": sql.SQL("valid_from <= %(month)s and %(month)s < valid_to"),
}
# Count and sums of the two halves of each row's md5: needs no sort, and rows, having keys, are never equal. `offset 0`
# keeps the md5 from being worked out twice.
DIGEST = sql.SQL("""
select concat_ws(
    ' ', count(*), sum(('x' || left(digest, 16))::bit(64)::bigint), sum(('x' || right(digest, 16))::bit(64)::bigint)
)
from (
    select md5({row}::text) as digest from {published}
    where county_code = %(county_code)s and known_to = 'infinity' and {is_of_month}
    offset 0
) as rows
""")
LISTS = """
select addressee, revision, row_count, sha256 from ops.lists
where county_code = %s and month = %s order by addressee, revision
"""


def fingerprint_month(cursor: Cursor, county_code: str, month: date) -> str:
    """The sha256 of everything published of the month: its facts, and the states as they hold in it."""
    digests = [f"{table.table} {_digest(cursor, table, county_code, month)}" for table in published_tables()]
    return _combine(digests)


def fingerprint(settings: Settings, county_code: str, months: Iterable[date]) -> str:
    """The sha256 of all published data of ``months`` and of every list issued for them (revision and bytes)."""
    said: list[str] = []
    with connect(settings, "publisher", "fingerprint") as connection, connection.cursor() as cursor:
        for month in sorted(months):
            said.append(f"{month} {fingerprint_month(cursor, county_code, month)}")
            cursor.execute(LISTS, (county_code, month))
            said += [" ".join(map(str, row)) for row in cursor.fetchall()]
    return _combine(said)


def _digest(cursor: Cursor, table: PublishedTable, county_code: str, month: date) -> str:
    statement = DIGEST.format(
        row=row_of(table.column_names), published=name_table(table), is_of_month=OPEN_ROWS[table.kind]
    )
    cursor.execute(statement, {"county_code": county_code, "month": month})
    row = cursor.fetchone()
    return str(row[0]) if row else "-"


def _combine(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
