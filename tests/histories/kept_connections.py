"""Connections that stay open: of a build of milliseconds, making new ones takes the larger half."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection


class KeptConnection(Connection):
    """A connection that stays open for the next of its thread who comes as the same role to the same warehouse."""

    def close(self) -> None:
        """Wait for the next."""

    def end(self) -> None:
        """Close for good."""
        super().close()


@contextmanager
def keep_connections() -> Iterator[None]:
    """Within, every thread opens one connection a role and warehouse; transactions are as ever."""
    kept: dict[tuple[Any, ...], KeptConnection] = {}
    opened = psycopg2.connect

    def connect(**parameters: Any) -> KeptConnection:
        place = (get_ident(), parameters["dbname"], parameters["user"])
        if place not in kept:
            kept[place] = opened(connection_factory=KeptConnection, **parameters)
        return kept[place]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(psycopg2, "connect", connect)
        try:
            yield
        finally:
            for connection in kept.values():
                connection.end()
