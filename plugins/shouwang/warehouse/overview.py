"""What is in the warehouse, at a glance: months and deliveries, without a person."""

from datetime import date
from typing import Any

from psycopg2.extras import RealDictCursor

from shouwang.months import parse_month
from shouwang.settings import Settings
from shouwang.urgent.numbering import BEFORE_FIRST
from shouwang.warehouse.connection import connect

MONTHS = """
with newest as (
    select county_code, month, max(version) as version, max(published_at) as published_at
    from ops.publications group by county_code, month
),
building as (
    select distinct on (county_code, month) county_code, month, state_code
    from ops.builds order by county_code, month, epoch desc
),
issued as (
    select county_code, month, max(revision) as revision,
        count(distinct addressee) filter (where addressee like county_code || '___') as list_count
    from ops.lists group by county_code, month
),
referred as (
    select county_code, month, count(*) as referral_count
    from publication.rpt_township_referrals_v1 where known_to = 'infinity' group by county_code, month
)
select county_code, to_char(month, 'YYYY-MM') as month,
    case
        when state_code = 'stopped' then 'stopped' when version is not null then 'published' else state_code
    end as state,
    version, revision, coalesce(referral_count, 0)::int as referral_count, coalesce(list_count, 0)::int as list_count
from building
left join newest using (county_code, month)
left join issued using (county_code, month)
left join referred using (county_code, month)
order by county_code, month
"""
DELIVERIES = """
select d.county_code, to_char(d.month, 'YYYY-MM') as month, p.department_name as department, f.feed_title,
    d.feed, d.scope, d.revision, d.state_code as state, d.rows_in, d.rows_accepted, d.rows_held, d.rows_dropped,
    d.file_name, d.sha256, d.message, d.delivery_id::text as delivery_id
from ops.deliveries d
left join reference.departments p using (department_code)
left join reference.feeds f on f.feed = d.feed
order by d.county_code, d.month, p.department_name, d.feed, d.scope, d.revision, d.file_name
"""
TOWNSHIPS = """
select to_char(s.month, 'YYYY-MM') as month, s.township_code, s.township_name, s.household_count
from publication.rpt_county_summary_v1 s
where s.county_code = %s and s.known_to = 'infinity' order by s.month, s.township_code
"""
LISTS = """
select to_char(month, 'YYYY-MM') as month, addressee, revision, version, row_count, file_path, sha256, replaces_revision
from (
    select county_code, month, addressee, revision, version, row_count, file_path, sha256, replaces_revision
    from ops.lists
    union all
    select county_code, month, addressee, %s + issue_number, null, row_count, file_path, sha256, null
    from ops.urgent_lists
) as issued
where county_code = %s and (%s::date is null or month = %s) order by month, revision, addressee
"""


def months(settings: Settings) -> list[dict[str, Any]]:
    """One row per county and month that was ever built."""
    return _rows(settings, MONTHS)


def published_months(settings: Settings, county_code: str) -> list[date]:
    """Every month of the county that was ever published, in order."""
    return [
        parse_month(row["month"]) for row in months(settings) if row["county_code"] == county_code and row["version"]
    ]


def deliveries(settings: Settings) -> list[dict[str, Any]]:
    """One row per delivery, refused ones included."""
    return _rows(settings, DELIVERIES)


def townships(settings: Settings, county_code: str) -> list[dict[str, Any]]:
    """Referred households per published month and township."""
    return _rows(settings, TOWNSHIPS, (county_code,))


def issued_lists(settings: Settings, county_code: str, month: object) -> list[dict[str, Any]]:
    """Every list that left, urgent ones too, by month (all months when None), revision and addressee."""
    return _rows(settings, LISTS, (BEFORE_FIRST, county_code, month, month))


def _rows(settings: Settings, query: str, values: tuple[object, ...] = ()) -> list[dict[str, Any]]:
    with (
        connect(settings, "publisher", "overview") as connection,
        connection.cursor(cursor_factory=RealDictCursor) as cursor,
    ):
        cursor.execute(query, values)
        return [dict(row) for row in cursor.fetchall()]
