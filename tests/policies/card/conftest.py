"""One warehouse in which the county of the table has lived through its months, under a pack with its own capacity."""

from collections.abc import Iterator

import pytest

from shouwang.settings import Settings
from tests.conftest import MakeWarehouse
from tests.own_policies import own_policies
from tests.policies.card.county import COUNTY, PACK, live


@pytest.fixture(scope="package")
def lived(make_warehouse: MakeWarehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Three months; the answers to the last lie in the inbox."""
    folder = tmp_path_factory.mktemp("policies")
    (folder / f"{COUNTY}.yml").write_text(PACK, encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment, own_policies(folder, environment):
        settings = make_warehouse()
        live(settings)
        yield settings
