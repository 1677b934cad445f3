"""Housing bureau: dangerous and unsafe houses, and the relief given."""

from collections.abc import Mapping

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible

Bounds = tuple[Mapping[str, int], Mapping[str, tuple[int, int]]]
# Feed to how many months back its dates may lie and what its amounts (yuan) may be.
PLAUSIBLE: Mapping[str, Bounds] = {
    "housing_dangerous_houses": ({"appraised_date": 12}, {}),
    "housing_unsafe_houses": ({"found_date": 6}, {}),
    "housing_relief": ({"relief_date": 3}, {"relief_amount": (1, 100_000)}),
}


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Appraised within the year, found or relieved lately."""
    return landing_suite(delivery, plausible(delivery, *PLAUSIBLE[delivery.feed]))
