"""The newest attempt at a month, and what becomes of attempts that are done with."""

import time
from datetime import date

from psycopg2 import sql

from shouwang.build.builds import Build, find_build
from shouwang.settings import Settings
from shouwang.warehouse import connect

NEWEST = "select build_id from ops.builds where county_code = %s and month = %s order by epoch desc limit 1"
# The months of withdrawn lists that their newest build still knows.
OUTDATED = """
select distinct d.month
from ops.deliveries as d
inner join ops.build_inputs as i using (delivery_id)
where d.county_code = %s and d.state_code = 'withdrawn' and i.build_id = (
    select b.build_id from ops.builds as b
    where b.county_code = d.county_code and b.month = d.month order by b.epoch desc limit 1
)
order by d.month
"""
# Published months whose newest attempt found another version of the month before than there is now.
STALE = """
select published.month
from (select distinct month from ops.publications where county_code = %(county)s) as published
inner join lateral (
    select b.forerunner from ops.builds as b
    where b.county_code = %(county)s and b.month = published.month order by b.epoch desc limit 1
) as newest on newest.forerunner <> ops.forerunner(%(county)s, published.month)
order by published.month
"""
# Whether the newest attempt at the last month before passed its gate, and its publication is what comes next.
ON_ITS_WAY = """
select state_code = 'passed' from ops.builds
where county_code = %s and month < %s order by month desc, epoch desc limit 1
"""
PATIENCE_SECONDS = 300.0
POLL_SECONDS = 1.0
LEFT_OVER = """
select b.schema_name from ops.builds b join pg_namespace n on n.nspname = b.schema_name
where b.county_code = %s and b.month = %s and b.state_code = 'published' order by b.epoch
"""


def newest_build(settings: Settings, county_code: str, month: date) -> Build | None:
    """The latest attempt at a county's month; None when there never was one."""
    with connect(settings, "publisher", "overview") as connection, connection.cursor() as cursor:
        cursor.execute(NEWEST, (county_code, month))
        row = cursor.fetchone()
        return find_build(cursor, row[0]) if row else None


def outdated_months(settings: Settings, county_code: str) -> list[date]:
    """The months whose newest build knows a list of the month that was withdrawn since, in order."""
    with connect(settings, "publisher", "overview") as connection, connection.cursor() as cursor:
        cursor.execute(OUTDATED, (county_code,))
        return [row[0] for row in cursor.fetchall()]


def stale_months(settings: Settings, county_code: str) -> list[date]:
    """The published months that must be built again because the published month before them changed, in order."""
    with connect(settings, "publisher", "overview") as connection, connection.cursor() as cursor:
        cursor.execute(STALE, {"county": county_code})
        return [row[0] for row in cursor.fetchall()]


def next_stale_month(settings: Settings, county_code: str, month: date) -> date | None:
    """The stale month to be built after ``month`` was published: it or the first after it, else the first; None: none.

    One at a time, so that of a chain of stale months each is built when the one before it stands.
    """
    stale = stale_months(settings, county_code)
    return next((found for found in stale if found >= month), next(iter(stale), None))


def waits_for_forerunner(settings: Settings, county_code: str, month: date) -> bool:
    """Whether a stale month's turn comes later: the published month before it is stale itself and comes first."""
    with connect(settings, "publisher", "overview") as connection, connection.cursor() as cursor:
        cursor.execute(
            "select max(month) from ops.publications where county_code = %s and month < %s", (county_code, month)
        )
        (before,) = cursor.fetchone() or (None,)
    return {before, month} <= set(stale_months(settings, county_code))


def await_forerunner(
    settings: Settings, county_code: str, month: date, patience_seconds: float = PATIENCE_SECONDS
) -> bool:
    """Wait while the month before is about to be published: a build begun now would be stale before it ends.

    Whether it is published, or there was nothing to wait for. A publication that does not come holds up nothing for
    longer than the patience: the month is built without it, and again when it comes.
    """
    end = time.monotonic() + patience_seconds
    while is_waiting := _forerunner_is_on_its_way(settings, county_code, month):
        if time.monotonic() >= end:
            break
        time.sleep(POLL_SECONDS)
    return not is_waiting


def _forerunner_is_on_its_way(settings: Settings, county_code: str, month: date) -> bool:
    with connect(settings, "publisher", "overview") as connection, connection.cursor() as cursor:
        cursor.execute(ON_ITS_WAY, (county_code, month))
        (is_on_its_way,) = cursor.fetchone() or (False,)
    return bool(is_on_its_way)


def discard_builds(settings: Settings, county_code: str, month: date) -> None:
    """Drop the schemas of a month's published builds: what they held stands in the published tables."""
    with connect(settings, "transformer", "discard") as connection, connection.cursor() as cursor:
        cursor.execute(LEFT_OVER, (county_code, month))
        for (schema_name,) in cursor.fetchall():
            cursor.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(schema_name)))
