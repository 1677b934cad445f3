"""A server and a warehouse of their own for as long as a measurement or a trial lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shouwang.settings import Settings
from shouwang.stack.postgres import PostgresServer


@contextmanager
def fresh_warehouse(home: Path) -> Iterator[Settings]:
    """Start a server in an empty home and migrate its warehouse; both are erased at the end of the block."""
    from shouwang.warehouse import migrate

    server = PostgresServer(home)
    try:
        server.start()
        settings = Settings(home=home, warehouse_port=server.port)
        migrate(settings)
        yield settings
    finally:
        server.erase()
