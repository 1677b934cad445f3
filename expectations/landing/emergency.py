"""Emergency bureau: households struck by a disaster, and the relief given."""

from collections.abc import Mapping

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible

Bounds = tuple[Mapping[str, int], Mapping[str, tuple[int, int]]]
# Feed to how many months back its dates may lie and what its amounts (yuan) may be.
PLAUSIBLE: Mapping[str, Bounds] = {
    "emergency_disaster_households": ({"loss_date": 3}, {"loss_amount": (0, 5_000_000)}),
    "emergency_relief": ({"relief_date": 3}, {"relief_amount": (1, 100_000)}),
}


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Struck lately, with a loss a household can suffer; relieved lately."""
    return landing_suite(delivery, plausible(delivery, *PLAUSIBLE[delivery.feed]))
