"""Public security bureau: accidents, crimes, fires, deaths, and answers on identities and vehicles."""

from collections.abc import Mapping

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible

Bounds = tuple[Mapping[str, int], Mapping[str, tuple[int, int]]]
# Feed to how many months back its dates may lie and what its amounts (yuan) may be.
PLAUSIBLE: Mapping[str, Bounds] = {
    "police_accidents": ({"accident_date": 3}, {}),
    "police_traffic_injuries": ({"accident_date": 3}, {}),
    "police_crimes": ({"case_date": 12}, {}),
    "police_forest_fires": ({"loss_date": 3}, {"loss_amount": (0, 5_000_000)}),
    "police_deaths": ({"death_date": 12}, {}),
    "police_identity_checks": ({"compared_date": 6}, {}),
    "police_vehicles": ({"compared_date": 6}, {"asset_value_amount": (0, 20_000_000)}),
}


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Happened or compared lately."""
    return landing_suite(delivery, plausible(delivery, *PLAUSIBLE[delivery.feed]))
