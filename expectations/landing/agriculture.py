"""Agriculture bureau: farm businesses that failed."""

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import amount_within, dated_within, landing_suite


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Lost lately, an amount a household can lose."""
    particular = dated_within("loss_date", 6, delivery), amount_within("loss_amount", (1, 5_000_000), delivery)
    return landing_suite(delivery, particular)
