"""Emergency bureau: households struck by a disaster."""

from shouwang.gates.checks import GateSuite
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import amount_within, dated_within, landing_suite


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Struck lately, with a loss a household can suffer."""
    particular = dated_within("loss_date", 3, delivery), amount_within("loss_amount", (0, 5_000_000), delivery)
    return landing_suite(delivery, particular)
