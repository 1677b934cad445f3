"""The queue of identity cells that a person must look at (``vault.identity_proposals``).

Held numbers are never repaired and nobody is ever linked by a name: landing keeps null. But when exactly one person of
the register has the same name and a number that agrees with all that can be read, that person is proposed.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import REGISTER
from shouwang.feeds import feed as declared_feed
from shouwang.landing.identities.statements import DOUBTS, HELD_CELLS, QUEUE, SENT_NUMBERS, cells_of, statement
from shouwang.landing.ledger import Delivery, deliveries_in
from shouwang.landing.mending.chains import Link, in_force
from shouwang.settings import Settings
from shouwang.warehouse import connect

READ_STATES = ("landed", "questioned", "accepted", "rejected")
# The newest month up to the deliveries' in which a register was accepted, else the newest of all.
REGISTERS = """
select delivery_id, mends_delivery_id, revision, state_code
from ops.deliveries
where county_code = %(county_code)s and feed = 'household_register' and month = (
    select month from ops.deliveries
    where county_code = %(county_code)s and feed = 'household_register' and state_code = 'accepted'
    order by month <= %(month)s desc, month desc
    limit 1
)
"""
UNQUEUED = """
select distinct delivery_id from landing.held_cells as held
where delivery_id = any(%s) and reason_code like 'id\\_number\\_%%'
and not exists (select from vault.identity_proposals as queued where queued.delivery_id = held.delivery_id)
"""


def propose_month(settings: Settings, county_code: str, month: date) -> int:
    """Queue the identity cells of the month's deliveries that a person must look at; how many they are.

    All of the month's, because its register may have come last; of earlier months those that have held identity cells
    and no queue yet. One transaction that replaces what an earlier call queued. Nothing is queued of a register, which
    is what the others are held against.
    """
    with connect(settings, "loader", "propose") as connection, connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('shouwang propose'), hashtext(%s))", (county_code,))
        read = deliveries_in(connection, county_code, month, READ_STATES)
        cursor.execute(UNQUEUED, ([delivery.delivery_id for delivery in read],))
        unqueued = {number for (number,) in cursor.fetchall()}
        wanted = [delivery for delivery in read if delivery.month == month or delivery.delivery_id in unqueued]
        return sum(_propose(cursor, list(group)) for _, group in groupby(wanted, lambda delivery: delivery.month))


def _propose(cursor: Cursor, deliveries: Sequence[Delivery]) -> int:
    """Queue for deliveries of one county and month."""
    numbers = [delivery.delivery_id for delivery in deliveries]
    cursor.execute("delete from vault.identity_proposals where delivery_id = any(%s)", (numbers,))
    by_feed = [(delivery.feed, delivery.delivery_id) for delivery in deliveries]
    columns = list(_identity_columns((feed, number) for feed, number in by_feed if feed and feed != REGISTER))
    if not columns:
        return 0
    register = _register(cursor, deliveries[0].county_code, deliveries[0].month)
    cursor.execute("set local enable_nestloop = off")  # right after landing the planner takes many rows for one
    queued = 0
    for text, cells in ((QUEUE, HELD_CELLS), (DOUBTS, SENT_NUMBERS)):
        made = [cells_of(cells, declared_feed(feed), column, ids) for feed, column, ids in columns]
        cursor.execute(statement(text, made), {"register": register})
        queued += cursor.rowcount
    return queued


def _identity_columns(deliveries: Iterable[tuple[str, int]]) -> Iterable[tuple[str, str, list[int]]]:
    """Feed, column of identity numbers and the feed's deliveries."""
    for feed, group in groupby(sorted(deliveries), lambda delivery: delivery[0]):
        ids = [number for _, number in group]
        for column in declared_feed(feed).columns:
            if column.type == "id_number":
                yield feed, column.name, ids


def _register(cursor: Cursor, county_code: str, month: date) -> list[int]:
    """The register to look in: a delivery and its mended copies; empty when none was ever accepted."""
    cursor.execute(REGISTERS, {"county_code": county_code, "month": month})
    return in_force(Link(*row) for row in cursor.fetchall())
