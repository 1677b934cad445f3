"""One warehouse in which the counties of the table have lived through their months."""

from datetime import date

import pytest

from shouwang.settings import Settings
from tests.conftest import MakeWarehouse
from tests.policies.outreach.counties import counties, publish
from tests.policies.outreach.samples import answers_of, draw_of


@pytest.fixture(scope="package")
def lived(make_warehouse: MakeWarehouse) -> Settings:
    """Every month landed, built and published; in the second month of Qidong two spot checks of the first come back."""
    settings = make_warehouse()
    for policy, county in counties().items():
        first, *later = county.months
        publish(settings, policy, first)
        for month in later:
            publish(settings, policy, month, answers_of(draw_of(settings, policy, first), policy, month))
    return settings


@pytest.fixture(scope="package")
def september() -> date:
    """The first month of Qidong."""
    return counties()["qidong"].months[0]


@pytest.fixture(scope="package")
def october() -> date:
    """The second month of Qidong."""
    return counties()["qidong"].months[1]
