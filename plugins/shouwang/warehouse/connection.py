"""The one way to the warehouse: a role, a stage, a connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from psycopg2.errors import DiskFull as ServerDiskFull
from psycopg2.extensions import connection as Connection

from shouwang.full_disk import DiskFull
from shouwang.settings import Settings
from shouwang.warehouse.server_files import full_place


@contextmanager
def connect(settings: Settings, role: str, stage: str) -> Iterator[Connection]:
    """A connection as ``role`` whose work is one transaction: committed at the end, rolled back on an error.

    ``stage`` shows in ``pg_stat_activity`` as ``shouwang <stage>``. Raises psycopg2.OperationalError when the server
    does not answer, DiskFull when its disk is full.
    """
    connection = psycopg2.connect(**parameters(settings, role), application_name=f"shouwang {stage}")
    try:
        with connection:
            yield connection
    except ServerDiskFull as error:
        raise DiskFull(full_place(connection, error.diag.message_primary or "", settings)) from None
    finally:
        connection.close()


def parameters(settings: Settings, role: str) -> dict[str, Any]:
    """Host, port, database, user and password for ``role``; LookupError when the stack was never started."""
    return {
        "host": settings.warehouse_host,
        "port": settings.port,
        "dbname": settings.warehouse_database,
        "user": "postgres" if role == "admin" else role,
        "password": settings.secret(role),
    }
