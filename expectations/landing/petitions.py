"""Petition bureau: households whose petitions show them in need."""

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Received within half a year, an income a person can have."""
    return landing_suite(
        delivery, plausible(delivery, {"petition_date": 6}, {"income_per_person_amount": (0, 100_000)})
    )
