"""The county of the examples, lived through once."""

import pytest

from shouwang.settings import Settings
from tests.conftest import MakeWarehouse
from tests.policies.grades.county import live


@pytest.fixture(scope="package")
def county(make_warehouse: MakeWarehouse) -> Settings:
    """August and September of the examples, landed, built and published."""
    settings = make_warehouse()
    live(settings)
    return settings
