"""Which deliveries one task lands: starting a task costs two seconds, landing a small list a tenth of one."""

from collections.abc import Callable, Iterable

from shouwang.landing.archive import archived_path
from shouwang.landing.ledger import Delivery
from shouwang.settings import Settings

TOGETHER_BYTES = 1 << 20


def share_out(settings: Settings, deliveries: Iterable[Delivery]) -> list[list[int]]:
    """Numbers of archived deliveries in their order, as many together as have a mebibyte; a larger one is by itself."""
    shares: list[list[int]] = []
    room = 0
    for delivery in deliveries:
        path = archived_path(settings.archive, delivery.sha256)
        size = path.stat().st_size if path.exists() else 0  # landing says that it is gone
        if not shares or size > room:
            shares.append([])
            room = TOGETHER_BYTES
        shares[-1].append(delivery.delivery_id)
        room -= size
    return shares


def land_each(land: Callable[[int], Delivery], delivery_ids: Iterable[int]) -> tuple[list[Delivery], list[Exception]]:
    """Land one after the other whatever becomes of the others: what was landed, and an error for each that was not."""
    landed, failures = [], []
    for delivery_id in delivery_ids:
        try:
            landed.append(land(delivery_id))
        except Exception as error:  # noqa: BLE001 -- the caller tells all of them
            error.add_note(f"delivery {delivery_id}")
            failures.append(error)
    return landed, failures
