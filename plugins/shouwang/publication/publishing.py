"""The publishing transaction: readers see a month before it or after it, never in between."""

from datetime import date, datetime

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.build import Build, find_build, require_newest
from shouwang.publication.columns import name_table
from shouwang.publication.fingerprints import fingerprint_month
from shouwang.publication.month_facts import write_month_facts
from shouwang.publication.state_intervals import write_state
from shouwang.publication.versions import Publication, lock_county, published_months, read_versions
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import published_tables


class NotPassed(RuntimeError):
    """The build did not pass its gate; nothing of it may leave (WH-04)."""


# Taken after the lock, so that knowledge time follows the order of publishing even when a clock is set back.
MOMENT = """
select greatest(clock_timestamp(), max(published_at) + interval '1 microsecond')
from ops.publications where county_code = %s
"""
RECORD = """
insert into ops.publications
(county_code, month, version, build_id, epoch, policy_version, fingerprint, published_at)
values (%s, %s, %s, %s, %s, %s, %s, %s)
"""
RECORD_INPUTS = """
insert into ops.publication_inputs (county_code, month, version, feed, data_month, delivery_id, replaced_rows)
select %s, %s, %s, feed, month, delivery_id, replaced_rows from ops.build_inputs where build_id = %s
"""
COUNT = {
    "month": sql.SQL("""
        select count(*) from {published}
        where county_code = %(county_code)s and month = %(month)s and %(at)s in (known_from, known_to)
    """),
    "state": sql.SQL("""
        select count(*) from {published} where county_code = %(county_code)s and %(at)s in (known_from, known_to)
    """),
}


def publish(settings: Settings, build_id: str) -> Publication:
    """Make a passed build what readers see of its month; one transaction, and only differences are written.

    A build that changes nothing adds no version. Publishing a published build again returns what it did the first
    time. Raises Fenced when a newer run has taken over, NotPassed when the gate has not passed the build and
    LookupError when there is no such build.
    """
    with connect(settings, "publisher", "publish") as connection, connection.cursor() as cursor:
        build = find_build(cursor, build_id)
        lock_county(cursor, build.county_code)
        build = find_build(cursor, build_id)
        if build.state_code != "published":
            require_newest(cursor, build)
            _require_passed(build)
            _write(cursor, build)
        return _report(cursor, build)


def _require_passed(build: Build) -> None:
    if build.state_code != "passed":
        raise NotPassed(
            f"构建 {build.build_id} 的状态是 {build.state_code}，没有通过发布质量关，未发布；请按质量报告整改后重新运行"
        )


def _write(cursor: Cursor, build: Build) -> None:
    at = _moment(cursor, build)
    months = published_months(cursor, build.county_code)
    next_month = min((month for month in months if month > build.month), default=None)
    for table in published_tables():
        if table.kind == "month":
            write_month_facts(cursor, table, build, at)
        else:
            write_state(cursor, table, build, next_month, at)
    if build.month not in months or any(_count_changes(cursor, build, at).values()):
        _record(cursor, build, at)
    cursor.execute("update ops.builds set state_code = 'published' where build_id = %s", (build.build_id,))


def _moment(cursor: Cursor, build: Build) -> datetime:
    cursor.execute(MOMENT, (build.county_code,))
    (moment,) = cursor.fetchone() or (None,)
    if not isinstance(moment, datetime):
        raise TypeError("the server gave no time")
    return moment


def _record(cursor: Cursor, build: Build, at: datetime) -> None:
    place = (build.county_code, build.month)
    version = len(read_versions(cursor, *place)) + 1
    fingerprint = fingerprint_month(cursor, *place)
    cursor.execute(RECORD, (*place, version, build.build_id, build.epoch, build.policy_version, fingerprint, at))
    cursor.execute(RECORD_INPUTS, (*place, version, build.build_id))


def _count_changes(cursor: Cursor, build: Build, at: datetime) -> dict[str, int]:
    """Rows closed and rows opened at the moment ``at``, by published table."""
    bound: dict[str, str | date | datetime] = {"county_code": build.county_code, "month": build.month, "at": at}
    counts: dict[str, int] = {}
    for table in published_tables():
        cursor.execute(COUNT[table.kind].format(published=name_table(table)), bound)
        counts[table.name] = (cursor.fetchone() or (0,))[0]
    return counts


def _report(cursor: Cursor, build: Build) -> Publication:
    versions = read_versions(cursor, build.county_code, build.month)
    own = next((version for version in versions if version.build_id == build.build_id), None)
    shown = own or versions[-1]
    counts = _count_changes(cursor, build, own.published_at) if own else {}
    return Publication(
        county_code=build.county_code,
        month=build.month,
        version=shown.version,
        is_changed=own is not None,
        fingerprint=shown.fingerprint,
        changed_row_counts={table.name: counts.get(table.name, 0) for table in published_tables()},
    )
