"""Water bureau: households whose drinking water is not fully safe."""

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import dated_within, landing_suite


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Found within half a year."""
    return landing_suite(delivery, (dated_within("found_date", 6, delivery),))
