"""A database brought to its shape while others work in it."""

import time
from concurrent.futures import ThreadPoolExecutor

from psycopg2.extensions import connection as Connection

from shouwang.settings import Settings
from shouwang.warehouse import connect, migrate

WAITING = """
select exists (
    select from pg_locks as waiting inner join pg_stat_activity as who using (pid)
    where not waiting.granted and waiting.relation = %s::regclass and who.application_name = 'shouwang migrate'
)
"""
READ = "publication.rpt_township_referrals_v1"  # altered late
PATIENCE = 60


def await_migration(connection: Connection) -> None:
    """Wait until the migration wants to alter what a reader holds."""
    deadline = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(WAITING, (READ,))
            if cursor.fetchone() == (True,):
                return
            connection.rollback()
    raise AssertionError("the migration never waited")


def test_a_reader_in_the_way_is_let_go_first(warehouse: Settings) -> None:
    with (
        connect(warehouse, "transformer", "test reader") as reader,
        connect(warehouse, "admin", "test watch") as watcher,
        ThreadPoolExecutor(1) as beside,
        reader.cursor() as cursor,
    ):
        cursor.execute("select count(*) from publication.rpt_township_referrals_v1")
        migrating = beside.submit(migrate, warehouse)
        await_migration(watcher)
        cursor.execute("select count(*) from ops.builds")  # altered early: one of the two must give way
        assert cursor.fetchone() == (0,)
        reader.commit()
        migrating.result(PATIENCE)
