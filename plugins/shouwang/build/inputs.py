"""What a build may know: of every list the deliveries in force, and which of their rows were mended since."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor
from psycopg2.extras import execute_values

from shouwang.build.builds import Build
from shouwang.feeds import feeds
from shouwang.landing.mending.chains import Link, in_force

KNOWN = """
select feed, month, scope, delivery_id, mends_delivery_id, revision, state_code
from ops.deliveries
where county_code = %s and month <= %s and feed is not null and revision is not null
"""
PIN = "insert into ops.build_inputs (build_id, feed, month, delivery_id) values %s"
REPLACED = """
update ops.build_inputs as inputs set replaced_rows = replaced.rows
from (
    select delivery_id, range_agg(int4range(row_number, row_number, '[]')) as rows
    from landing.replaced_rows(%s) group by delivery_id
) as replaced
where inputs.build_id = %s and inputs.delivery_id = replaced.delivery_id
"""


class Listed(NamedTuple):
    """A delivery of a list of a month (its first day)."""

    feed: str
    month: date
    scope: str
    link: Link


class Input(NamedTuple):
    """A delivery that a build may know."""

    feed: str
    month: date
    delivery_id: int


def pin_inputs(cursor: Cursor, build: Build) -> list[Input]:
    """Write what the build may know as the ledger stands now; the inputs."""
    cursor.execute(KNOWN, (build.county_code, build.month))
    known = [Listed(feed, month, scope, Link(*link)) for feed, month, scope, *link in cursor.fetchall()]
    inputs = choose_inputs(known, {name for name, declared in feeds().items() if declared.content == "stock"})
    execute_values(cursor, PIN, [(build.build_id, *chosen) for chosen in inputs])
    numbers = {chosen.delivery_id for chosen in inputs}
    mending = sorted(
        one.link.delivery_id for one in known if one.link.delivery_id in numbers and one.link.mends_delivery_id
    )
    if mending:
        cursor.execute(REPLACED, (mending, build.build_id))
    return inputs


def choose_inputs(known: Iterable[Listed], stocks: Iterable[str]) -> list[Input]:
    """The deliveries in force of every list, in order; of stocks, which replace each other, the newest."""
    lists: dict[tuple[str, str, date], list[Link]] = defaultdict(list)
    for one in known:
        lists[one.feed, one.scope, one.month].append(one.link)
    standing = {place: chain for place, links in lists.items() if (chain := in_force(links))}
    newest: dict[tuple[str, str], date] = {}
    for feed, scope, month in sorted(standing):
        newest[feed, scope] = month
    replacing = set(stocks)
    return sorted(
        Input(feed, month, delivery_id)
        for (feed, scope, month), chain in standing.items()
        if feed not in replacing or month == newest[feed, scope]
        for delivery_id in chain
    )
