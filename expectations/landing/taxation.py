"""Tax bureau: cars, property and businesses of applicants."""

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Compared within half a year, assets of a plausible value."""
    return landing_suite(delivery, plausible(delivery, {"compared_date": 6}, {"asset_value_amount": (0, 20_000_000)}))
