"""One warehouse in which the county of every policy has lived through its month."""

import pytest

from tests.conftest import MakeWarehouse
from tests.policies.cases.counties import Lived, counties, live_through


@pytest.fixture(scope="package")
def lived(make_warehouse: MakeWarehouse) -> Lived:
    """Every list sent, landed, built and published."""
    settings = make_warehouse()
    for county in counties().values():
        live_through(settings, county)
    return Lived(settings)
