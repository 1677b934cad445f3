"""Agriculture and water bureau: households whose drinking water is not safe."""

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Found within half a year."""
    return landing_suite(delivery, plausible(delivery, {"found_date": 6}))
