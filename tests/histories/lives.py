"""A county's months published in whatever order its deliveries arrive, and what is known in the end."""

import hashlib
from collections.abc import Callable
from datetime import date
from random import Random
from typing import NamedTuple

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.build import Build, NoRegister, prepare
from shouwang.publication import later_published_months, publish
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.connection import parameters
from shouwang.warehouse.published_tables import published_tables
from tests.histories.compiled_models import PUBLISHED
from tests.histories.county_year import COUNTY

Make = Callable[[Settings, Build], None]
Choose = Callable[[list[date]], date]
Deliveries = dict[int, tuple[date, int | None]]  # number to month and the number of the revision before
EMPTIED = ("ops.publications", "ops.publication_inputs", "ops.build_inputs", "ops.builds", "ops.month_epochs")

# What is known in the end; when it became known is another history in every order.
OPEN_ROWS = """
select md5(string_agg(said, ';' order by said)) from (
    select (to_jsonb(kept) - 'known_from' - 'known_to')::text as said from {} as kept where known_to = 'infinity'
) as open_rows
"""
CROWDED = "select schemaname, relname from pg_stat_all_tables where n_dead_tup > 500"
ARRIVE = "insert into ops.deliveries select * from ops.remembered where delivery_id = any(%s)"


class Life(NamedTuple):
    """One order of arrivals (and the place after which was published), and what was known in the end."""

    order: tuple[int, ...]
    fingerprint: str


def remember_deliveries(settings: Settings) -> Deliveries:
    """Put the landed deliveries aside, to let them arrive again: number to month and what must have come before."""
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("create table ops.remembered as table ops.deliveries")
        cursor.execute(
            "select delivery_id, month, lag(delivery_id) over (partition by feed, month order by revision)"
            " from ops.remembered where state_code = 'accepted'"
        )
        return {number: (month, before) for number, month, before in cursor.fetchall()}


def forget_everything(settings: Settings) -> None:
    """As before the first delivery arrived; what is landed stays, but nobody knows of it."""
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("select nspname from pg_namespace where nspname like 'build%%'")
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(name)))
        for table in (*EMPTIED, "ops.deliveries", *(table.table for table in published_tables())):
            cursor.execute(sql.SQL("delete from {}").format(sql.Identifier(*table.split("."))))
    _clear_up(settings)


def _clear_up(settings: Settings) -> None:
    """Thousands of schemas made and dropped leave catalogues full of the dead, and waiting for the server is dear."""
    connection = psycopg2.connect(**parameters(settings, "admin"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(CROWDED)
        for schema, table in cursor.fetchall():
            cursor.execute(sql.SQL("vacuum {}").format(sql.Identifier(schema, table)))
    connection.autocommit = False
    connection.close()


def live_through(settings: Settings, deliveries: Deliveries, make: Make, chance: Random) -> Life:
    """Let every delivery arrive in a random order; publish when some are there, and when all are.

    The months of the first are published in any order, the rest as the cycle does.
    """
    order = _arrange(deliveries, chance)
    waiting: set[date] = set()
    moment = chance.randrange(1, len(order) // 2)
    for arrived, choose in ((order[:moment], chance.choice), (order[moment:], min)):
        _arrive(settings, arrived)
        waiting = publish_waiting(settings, waiting | {deliveries[number][0] for number in arrived}, make, choose)
    if waiting:
        raise AssertionError(f"months without a register: {sorted(waiting)}")
    return Life((*order, moment), fingerprint_lives(settings))


def read_built(settings: Settings, build: Build) -> dict[str, list[str]]:
    """The rows of the published tables about people as a build has them, sorted."""
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        return {name: _rows(cursor, build.schema_name, name) for name in PUBLISHED}


def publish_waiting(settings: Settings, waiting: set[date], make: Make, choose: Choose = min) -> set[date]:
    """Publish months as the cycle does, and later ones as long as they change; returns those that cannot be yet.

    ``choose`` says which of the waiting months is next.
    """
    stopped = set()
    while waiting:
        month = choose(sorted(waiting))
        waiting = waiting - {month}
        try:
            build = prepare(settings, COUNTY, month)
        except NoRegister:
            stopped.add(month)
            continue
        make(settings, build)
        if publish(settings, build.build_id).is_changed:
            waiting.update(later_published_months(settings, COUNTY, month)[:1])
    return stopped


def fingerprint_lives(settings: Settings) -> str:
    """The sha256 of all that is known in the end: the facts of every month, the intervals of what holds over months."""
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        said = [f"{table.table} {_open_rows(cursor, table.table)}" for table in published_tables()]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _open_rows(cursor: Cursor, table: str) -> str:
    cursor.execute(sql.SQL(OPEN_ROWS).format(sql.Identifier(*table.split("."))))
    return str((cursor.fetchone() or ("",))[0])


def _rows(cursor: Cursor, schema: str, name: str) -> list[str]:
    cursor.execute(sql.SQL("select built::text from {} as built order by 1").format(sql.Identifier(schema, name)))
    return [row[0] for row in cursor.fetchall()]


def _arrange(deliveries: Deliveries, chance: Random) -> list[int]:
    """A random order in which a later revision comes after the earlier one."""
    order = chance.sample(sorted(deliveries), len(deliveries))
    for number, (_, before) in sorted(deliveries.items()):
        if before is not None:
            first, second = sorted((order.index(number), order.index(before)))
            order[first], order[second] = before, number
    return order


def _arrive(settings: Settings, numbers: list[int]) -> None:
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(
            "insert into ops.deliveries select * from ops.remembered where delivery_id = any(%s)", (numbers,)
        )
