"""What was known: copies of everything that readers see, days that pass, and what differs from a copy."""

from datetime import date, timedelta
from typing import NamedTuple

from psycopg2 import sql

from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import published_tables

PUBLISHED = "select count(*) from ops.publications"
DAY = """
select (published_at at time zone 'Asia/Shanghai')::date from ops.publications order by published_at offset %s limit 1
"""
PAST = "update ops.publications set published_at = published_at - %s"
# Closed rows and open ones alike lie further back; what is open stays so.
EARLIER = """
update {} set known_from = known_from - %s,
    known_to = case known_to when 'infinity' then known_to else known_to - %s end
"""
DIFFERING = """
select count(*) from (
    (select said::text from {copied} as said except all select said::text from {known}(%(day)s) as said)
    union all
    (select said::text from {known}(%(day)s) as said except all select said::text from {copied} as said)
) as rows
"""


class Copy(NamedTuple):
    """All views as they were after so many publications; rows by relation."""

    label: str
    publication_count: int
    row_counts: dict[str, int]


def let_days_pass(settings: Settings, days: int) -> None:
    """Let everything that is known have become so many days older."""
    age = timedelta(days=days)
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        for table in published_tables():
            cursor.execute(sql.SQL(EARLIER).format(sql.SQL(table.table)), (age, age))
        cursor.execute(PAST, (age,))


def copy_known(settings: Settings, label: str) -> Copy:
    """Take a copy of every published view."""
    counts = {}
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("create schema if not exists copies")
        cursor.execute(PUBLISHED)
        (published,) = cursor.fetchone() or (0,)
        for table in published_tables():
            view = sql.Identifier(table.schema_name, table.name)
            cursor.execute(sql.SQL("create table {} as table {}").format(_copied(label, table.name), view))
            counts[table.name] = cursor.rowcount
    return Copy(label, published, counts)


def day_of(settings: Settings, copy: Copy) -> date:
    """The day of the last publication that the copy shows, as old as it is by now."""
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(DAY, (copy.publication_count - 1,))
        (day,) = cursor.fetchone() or (None,)
    assert isinstance(day, date)
    return day


def differing(settings: Settings, copy: Copy, relation: str, day: date) -> int:
    """Rows that only the copy has, and rows that only the relation as known on the day has."""
    (table,) = (table for table in published_tables() if table.name == relation)
    known = sql.Identifier(table.schema_name, f"{relation}_known_on")
    statement = sql.SQL(DIFFERING).format(copied=_copied(copy.label, relation), known=known)
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(statement, {"day": day})
        return int((cursor.fetchone() or (0,))[0])


def _copied(label: str, relation: str) -> sql.Identifier:
    return sql.Identifier("copies", f"{label}_{relation}")
