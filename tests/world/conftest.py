"""The world of twelve households, lived through once for all tests of the package."""

import pytest

from shouwang.settings import Settings
from tests.conftest import MakeWarehouse
from tests.world.test_world import live_through


@pytest.fixture(scope="package")
def world(make_warehouse: MakeWarehouse) -> Settings:
    """The three months, lived through once."""
    settings = make_warehouse()
    live_through(settings)
    return settings
