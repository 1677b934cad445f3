"""Market regulation bureau: companies of applicants."""

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Compared within half a year."""
    return landing_suite(delivery, plausible(delivery, {"compared_date": 6}))
