"""Civil affairs bureau: dibao, scattered tekun, orphans, temporary relief."""

from collections.abc import Callable

from shouwang.gates.checks import Check, GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import amount_within, dated_within, landing_suite


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Approved lately, with an amount that can be true."""
    particular = PARTICULAR[delivery.feed](delivery)
    return landing_suite(
        delivery, particular, emptiness="warning" if delivery.feed == "civil_affairs_dibao" else "info"
    )


def _benefit(delivery: LandedDelivery) -> tuple[Check, ...]:
    return dated_within("approved_date", 6, delivery), amount_within("monthly_benefit_amount", (1, 20_000), delivery)


def _orphans(delivery: LandedDelivery) -> tuple[Check, ...]:
    return (dated_within("approved_date", 6, delivery),)


def _relief(delivery: LandedDelivery) -> tuple[Check, ...]:
    return dated_within("relief_date", 3, delivery), amount_within("relief_amount", (1, 100_000), delivery)


PARTICULAR: dict[str, Callable[[LandedDelivery], tuple[Check, ...]]] = {
    "civil_affairs_dibao": _benefit,
    "civil_affairs_tekun": _benefit,
    "civil_affairs_orphans": _orphans,
    "civil_affairs_temporary_relief": _relief,
}
