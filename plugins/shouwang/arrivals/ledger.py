"""How the lists of a county's months came, as the ledger knows it now, published or not."""

from collections.abc import Iterable
from datetime import date

from psycopg2.extensions import cursor as Cursor

from shouwang.arrivals.judgement import Arrival, Received, judge_arrival
from shouwang.feeds import feed
from shouwang.months import months_between
from shouwang.policies import Pack, pack_for
from shouwang.settings import Settings
from shouwang.warehouse import connect

DELIVERIES = """
select feed, month, state_code, (received_at at time zone 'Asia/Shanghai')::date, rows_in, scope, revision
from ops.deliveries
where county_code = %s and month between %s and %s and feed is not null
order by feed, month, delivery_id
"""
FIRST_MONTH = "select min(month) from ops.deliveries where county_code = %s and month <= %s"

Place = tuple[str, date]


def arrivals_of(settings: Settings, county_code: str, first: date, last: date) -> dict[Place, Arrival]:
    """List and month to how it came, for every list of the county's policy pack and every month, both in order.

    Months before the county's first delivery are left out: nobody was asked then.
    """
    with connect(settings, "publisher", "arrivals") as connection, connection.cursor() as cursor:
        cursor.execute(FIRST_MONTH, (county_code, last))
        (begun,) = cursor.fetchone() or (None,)
        received = _read_received(cursor, county_code, first, last)
    return judge_months(pack_for(county_code), months_between(max(first, begun or last), last), received)


def judge_months(pack: Pack, months: Iterable[date], received: dict[Place, list[Received]]) -> dict[Place, Arrival]:
    """Every list of the pack judged in every month."""
    expected = sorted(
        (feed(expected.feed) for expected in pack.feeds), key=lambda found: (found.department, found.feed)
    )
    return {
        (listed.feed, month): judge_arrival(
            pack.due_date(month) if listed.is_due_in(month) else None, received.get((listed.feed, month), [])
        )
        for month in months
        for listed in expected
    }


def _read_received(cursor: Cursor, county_code: str, first: date, last: date) -> dict[Place, list[Received]]:
    cursor.execute(DELIVERIES, (county_code, first, last))
    found: dict[Place, list[Received]] = {}
    for name, month, *said in cursor.fetchall():
        found.setdefault((name, month), []).append(Received(*said))
    return found
