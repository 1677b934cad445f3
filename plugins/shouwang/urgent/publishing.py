"""Publishes urgent referrals: one transaction, only differences, every row with the time from which it was known."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor
from psycopg2.extras import execute_values

from shouwang.feeds import REGISTER
from shouwang.publication.columns import name_table
from shouwang.urgent.issues import Issue, next_number, record_issue
from shouwang.urgent.lines import plan_lines
from shouwang.urgent.referring import Outcome
from shouwang.urgent.rows import UrgentReferral, read_known
from shouwang.urgent.tables import urgent_tables
from shouwang.warehouse.published_tables import PublishedTable

Row = tuple[Any, ...]
# Later than whatever was said before, also when a clock is set back.
MOMENT = """
select greatest(clock_timestamp(), max(said.at) + interval '1 microsecond')
from (
    select max(published_at) as at from ops.publications where county_code = %(county)s
    union all
    select max(known_from) from marts.fct_urgent_reports_v1 where county_code = %(county)s
    union all
    select max(known_to) from marts.fct_urgent_reports_v1 where county_code = %(county)s and known_to < 'infinity'
) as said
"""
OPEN = "select {columns} from {table} where county_code = %s and known_to = 'infinity'"
CLOSE = """
update {table} set known_to = %s
where county_code = %s and known_to = 'infinity' and ({key}) in %s
"""
INSERT = "insert into {table} ({columns}, known_from) values %s"
PIN = """
insert into ops.publication_inputs (county_code, month, version, feed, data_month, delivery_id, replaced_rows)
select d.county_code, %(month)s, %(version)s, d.feed, d.month, d.delivery_id, replaced.rows
from ops.deliveries as d
left join (
    select delivery_id, range_agg(int4range(row_number, row_number, '[]')) as rows
    from landing.replaced_rows(%(registers)s) group by delivery_id
) as replaced using (delivery_id)
where d.delivery_id = any(%(registers)s) and d.feed = %(feed)s
"""


def publish_outcome(cursor: Cursor, county_code: str, policy_version: str, outcome: Outcome) -> list[Issue]:
    """Bring what is published to the outcome; an issue for every month whose lists must say something new.

    The caller holds the county's lock. When nothing differs, nothing is written.
    """
    at = _moment(cursor, county_code)
    before = read_known(cursor, county_code, None)
    reports, referrals = urgent_tables()
    _write(cursor, county_code, reports, outcome.reports, at)
    _write(cursor, county_code, referrals, outcome.referrals, at)
    now = read_known(cursor, county_code, None)
    return [
        _issue(cursor, Issue(county_code, month, next_number(cursor, county_code, month), policy_version, at), outcome)
        for month in sorted({known.month for known in (*before, *now)})
        if plan_lines(_of(before, month), _of(now, month))
    ]


def _of(referrals: Iterable[UrgentReferral], month: date) -> list[UrgentReferral]:
    return [referral for referral in referrals if referral.month == month]


def _issue(cursor: Cursor, issue: Issue, outcome: Outcome) -> Issue:
    """Write the issue down, and the registers from which its names are read, now and whenever it is made again."""
    record_issue(cursor, issue)
    registers = sorted(outcome.registers.get(issue.month, ()))
    bound = {"month": issue.month, "version": issue.revision, "registers": registers, "feed": REGISTER}
    cursor.execute(PIN, bound)
    return issue


def _moment(cursor: Cursor, county_code: str) -> datetime:
    cursor.execute(MOMENT, {"county": county_code})
    (moment,) = cursor.fetchone() or (None,)
    if not isinstance(moment, datetime):
        raise TypeError("the server gave no time")
    return moment


def _write(
    cursor: Cursor, county_code: str, table: PublishedTable, rows: Sequence[dict[str, Any]], at: datetime
) -> None:
    """Close the open rows that are not said any more, open those that are newly said."""
    names = table.column_names
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    cursor.execute(sql.SQL(OPEN).format(columns=columns, table=name_table(table)), (county_code,))
    standing = {_key(table, row): row for row in map(_row, cursor.fetchall())}
    said = {_key(table, row): row for row in (_row(found[name] for name in names) for found in rows)}
    closed = [key for key, row in standing.items() if said.get(key) != row]
    opened = [row for key, row in said.items() if standing.get(key) != row]
    if closed:
        key = sql.SQL(", ").join(map(sql.Identifier, _key_names(table)))
        cursor.execute(sql.SQL(CLOSE).format(table=name_table(table), key=key), (at, county_code, tuple(closed)))
    if opened:
        insert = sql.SQL(INSERT).format(table=name_table(table), columns=columns)
        execute_values(cursor, insert, [(*map(_stored, row), at) for row in opened])


def _key_names(table: PublishedTable) -> list[str]:
    return ["month", *table.key]


def _key(table: PublishedTable, row: Row) -> Row:
    return tuple(row[table.column_names.index(name)] for name in _key_names(table))


def _row(values: Iterable[Any]) -> Row:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
