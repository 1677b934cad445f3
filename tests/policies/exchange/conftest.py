"""One warehouse in which several counties exchange lists with their departments."""

import pytest

from shouwang.settings import Settings
from tests.conftest import MakeWarehouse


@pytest.fixture(scope="package")
def shared(make_warehouse: MakeWarehouse) -> Settings:
    """The warehouse of all of them; no county sees another's."""
    return make_warehouse()
