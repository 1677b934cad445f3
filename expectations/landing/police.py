"""Public security bureau: accidents people suffered."""

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import dated_within, landing_suite


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Happened within three months."""
    return landing_suite(delivery, (dated_within("accident_date", 3, delivery),))
