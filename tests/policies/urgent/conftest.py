"""Two counties that have lived through their September."""

import pytest

from tests.conftest import MakeWarehouse
from tests.policies.urgent.lives import Life, live_in_linfen, live_in_luan


@pytest.fixture(scope="package")
def luan(make_warehouse: MakeWarehouse) -> Life:
    """Lu'an's county: reported, referred, answered, and the month built and published."""
    return live_in_luan(make_warehouse())


@pytest.fixture(scope="package")
def linfen(make_warehouse: MakeWarehouse) -> Life:
    """Linfen's county: the fast lane of temporary relief."""
    return live_in_linfen(make_warehouse())
