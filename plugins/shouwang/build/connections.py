"""dbt's connections kept open from node to node: of a small model, making a new one takes the larger half."""

from threading import get_ident
from typing import Any, ClassVar

import psycopg2
from dbt.adapters.contracts.connection import Connection, ConnectionState
from dbt.adapters.postgres.connections import PostgresConnectionManager
from dbt.adapters.postgres.impl import PostgresAdapter


class KeptConnections(PostgresConnectionManager):
    """One connection a thread as long as dbt runs; the next node finds it as if it were new."""

    idle: ClassVar[dict[int, Any]] = {}

    @classmethod
    def open(cls, connection: Connection) -> Connection:
        """Take up the thread's connection when it waits, or make one."""
        kept = cls.idle.pop(get_ident(), None) if connection.state != ConnectionState.OPEN else None
        if kept is None:
            opened: Connection = super().open(connection)  # type: ignore[no-untyped-call]
            return opened
        connection.handle, connection.state = kept, ConnectionState.OPEN
        return connection

    @classmethod
    def _close_handle(cls, connection: Connection) -> None:
        """Let the connection wait, its transaction ended and its settings as they were; close a broken one."""
        try:
            connection.handle.reset()
        except psycopg2.Error:
            super()._close_handle(connection)
            return
        cls.idle[get_ident()] = connection.handle

    def cleanup_all(self) -> None:
        """Close every connection for good."""
        super().cleanup_all()
        while self.idle:
            _, kept = self.idle.popitem()
            kept.close()


def keep_connections() -> None:
    """Have dbt in this process keep its connections while it runs."""
    PostgresAdapter.ConnectionManager = KeptConnections
