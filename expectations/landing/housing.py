"""Housing bureau: households newly listed with a dangerous house."""

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import dated_within, landing_suite


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Appraised within the year."""
    return landing_suite(delivery, (dated_within("appraised_date", 12, delivery),))
