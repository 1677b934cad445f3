"""Fixtures of the integration tests."""

import shutil

import pytest

from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse

DELIVERED = (
    "truncate ops.deliveries, ops.delivery_questions, ops.delivery_decisions, ops.receipts, landing.held_cells,"
    " landing.dropped_rows, landing.mended_rows, vault.extra_cells, vault.identity_proposals,"
    " vault.identity_candidates, vault.identity_signatures, vault.identity_decisions,"
    " vault.original_cells, landing.civil_affairs_dibao,"
    " vault.civil_affairs_dibao, landing.township_feedback, vault.township_feedback"
)


@pytest.fixture(scope="module")
def shared_warehouse(make_warehouse: MakeWarehouse) -> Settings:
    """One warehouse for the tests of a module."""
    return make_warehouse()


@pytest.fixture
def empty_landing(shared_warehouse: Settings) -> Settings:
    """The module's warehouse without a delivery in it, and without a file."""
    with connect(shared_warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(DELIVERED)
    for place in (shared_warehouse.inbox, shared_warehouse.archive, shared_warehouse.outbox):
        shutil.rmtree(place, ignore_errors=True)
    return shared_warehouse
