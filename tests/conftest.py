"""Fixtures for every test."""

from collections.abc import Iterator

import pytest

from shouwang.stack.postgres import PostgresServer


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A started embedded server in a home of its own, erased at the end."""
    server = PostgresServer(tmp_path_factory.mktemp("home"))
    try:
        server.start()
        yield server
    finally:
        server.erase()
