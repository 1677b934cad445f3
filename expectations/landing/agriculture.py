"""Agriculture bureau: farm businesses that failed or lost."""

from collections.abc import Mapping

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible

Bounds = tuple[Mapping[str, int], Mapping[str, tuple[int, int]]]
# Feed to how many months back its dates may lie and what its amounts (yuan) may be.
PLAUSIBLE: Mapping[str, Bounds] = {
    "agriculture_failed_businesses": ({"loss_date": 6}, {"loss_amount": (1, 5_000_000)}),
    "agriculture_farm_losses": ({"loss_date": 6}, {"loss_amount": (1, 5_000_000)}),
}


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Lost lately, an amount a household can lose."""
    return landing_suite(delivery, plausible(delivery, *PLAUSIBLE[delivery.feed]))
