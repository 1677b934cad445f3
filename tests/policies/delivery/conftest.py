"""One warehouse in which the county of every policy has lived through its month."""

import pytest

from shouwang.settings import Settings
from tests.conftest import MakeWarehouse
from tests.policies.delivery.county_cases import documents, live_through


@pytest.fixture(scope="package")
def lived(make_warehouse: MakeWarehouse) -> Settings:
    """Every list sent, landed, built and published."""
    settings = make_warehouse()
    for policy in documents():
        live_through(settings, policy)
    return settings
