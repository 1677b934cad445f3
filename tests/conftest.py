"""Fixtures for every test."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import psycopg2
import pytest
from xdist.remote import Producer  # type: ignore[import-untyped]  # the library has no types

from shouwang.settings import Settings
from shouwang.stack.postgres import PostgresServer
from shouwang.warehouse import migrate
from shouwang.warehouse.connection import parameters
from tests.together import Together, turn_of

# The same examples every time, and no clock: the machine may be slow.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")

# One key in every warehouse and stack of a test session: the expected lists carry row keys made with it.
os.environ["SHOUWANG_SECRET_PSEUDONYM_KEY"] = "5e" * 32

TEMPLATE = "warehouse_template"
NUMBERS = itertools.count(1)

MakeWarehouse = Callable[[], Settings]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Share the tests out among several processes."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the order of their turns."""
    items.sort(key=lambda item: turn_of(item.nodeid))


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A started embedded server in a home of its own, erased at the end."""
    server = PostgresServer(tmp_path_factory.mktemp("home"))
    try:
        server.start()
        yield server
    finally:
        server.erase()


@pytest.fixture(scope="session")
def warehouse_template(postgres_server: PostgresServer) -> Settings:
    """A migrated, empty warehouse that the others are copied from; nobody may stay connected to it."""
    settings = settings_for(postgres_server.home, postgres_server, TEMPLATE)
    run_as_admin(settings, f"create database {TEMPLATE}")
    migrate(settings)
    return settings


@pytest.fixture(scope="session")
def make_warehouse(
    warehouse_template: Settings, postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> MakeWarehouse:
    """Makes an empty warehouse with a home of its own; the pseudonym key is the same in all."""

    def make() -> Settings:
        home = tmp_path_factory.mktemp("warehouse")
        shutil.copytree(postgres_server.home / "run", home / "run")
        name = f"warehouse_{next(NUMBERS)}"
        run_as_admin(warehouse_template, f"create database {name} template {TEMPLATE}")
        settings = settings_for(home, postgres_server, name)
        migrate(settings)
        return settings

    return make


@pytest.fixture
def warehouse(make_warehouse: MakeWarehouse) -> Iterator[Settings]:
    """An empty warehouse for one test, dropped after it."""
    settings = make_warehouse()
    yield settings
    run_as_admin(settings, f"drop database {settings.warehouse_database} with (force)")


def settings_for(home: Path, server: PostgresServer, database: str) -> Settings:
    """Settings of a database on the test server."""
    return Settings(home=home, warehouse_port=server.port, warehouse_database=database)


def run_as_admin(settings: Settings, statement: str) -> None:
    """Run one statement outside a transaction on the maintenance database."""
    connection = psycopg2.connect(**{**parameters(settings, "admin"), "dbname": "postgres"})
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


def arrive(source: Path, inbox: Path, received: float) -> None:
    """Put a file, or a directory of files, into the inbox as if it had arrived at ``received`` (seconds since 1970)."""
    files = sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else [source]
    for file in files:
        target = inbox / (file.relative_to(source) if source.is_dir() else file.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        os.utime(target, (received, received))
