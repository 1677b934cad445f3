"""Deliveries shared out among tasks: small ones together, and none held up by another."""

import shutil
from functools import partial

import pytest

from shouwang.landing import Delivery, collect, land, land_each, share_out
from shouwang.landing.archive import archived_path
from shouwang.landing.sharing import TOGETHER_BYTES
from shouwang.settings import Settings
from tests.integration.test_landing_collection import deliver, dibao
from tests.unit.landing.files import COUNTY, DIBAO

LISTS = 5


@pytest.fixture
def waiting(empty_landing: Settings) -> list[Delivery]:
    """Revisions of a list, archived."""
    for number in range(LISTS):
        deliver(empty_landing, f"{DIBAO} {number}", *dibao(number + 1), minute=number)
    found = collect(empty_landing, COUNTY)
    assert [(delivery.state_code, delivery.revision) for delivery in found] == [
        ("archived", number + 1) for number in range(LISTS)
    ]
    return found


def grow(settings: Settings, delivery: Delivery, size: int) -> None:
    """Let the archived file be of so many bytes."""
    with archived_path(settings.archive, delivery.sha256).open("r+b") as file:
        file.truncate(size)


def test_small_deliveries_share_a_task_in_their_order(empty_landing: Settings, waiting: list[Delivery]) -> None:
    numbers = [delivery.delivery_id for delivery in waiting]
    assert share_out(empty_landing, waiting) == [numbers]
    assert share_out(empty_landing, []) == []


def test_a_task_takes_a_mebibyte_or_one_larger_delivery(empty_landing: Settings, waiting: list[Delivery]) -> None:
    first, second, third, fourth, fifth = (delivery.delivery_id for delivery in waiting)
    for delivery, size in zip(waiting, (TOGETHER_BYTES - 9, 9, 1, 2 * TOGETHER_BYTES, 1), strict=True):
        grow(empty_landing, delivery, size)
    assert share_out(empty_landing, waiting) == [[first, second], [third], [fourth], [fifth]]


def test_a_delivery_that_cannot_be_landed_holds_up_none_of_the_others(
    empty_landing: Settings, waiting: list[Delivery]
) -> None:
    *others, gone = waiting
    archived_path(empty_landing.archive, gone.sha256).unlink()
    shutil.rmtree(empty_landing.home / "readings")  # what was read of it while it was collected
    (numbers,) = share_out(empty_landing, [gone, *others])
    landed, failures = land_each(partial(land, empty_landing), numbers)
    assert [delivery.delivery_id for delivery in landed] == [delivery.delivery_id for delivery in others]
    assert {delivery.state_code for delivery in landed} == {"landed"}
    assert [failure.__notes__ for failure in failures] == [[f"delivery {gone.delivery_id}"]]
