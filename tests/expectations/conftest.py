"""A warehouse and a validator for the suites, shared by their tests: every example is told apart by its key."""

from collections.abc import Callable, Iterator

import pytest

from shouwang.gates.validation import Validator, open_validator
from shouwang.settings import Settings


@pytest.fixture(scope="package")
def judged_warehouse(make_warehouse: Callable[[], Settings]) -> Settings:
    return make_warehouse()


@pytest.fixture(scope="package")
def validator(judged_warehouse: Settings) -> Iterator[Validator]:
    with open_validator(judged_warehouse, "test gates") as opened:
        yield opened
