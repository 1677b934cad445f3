"""Medical insurance bureau: settlements with what was left to the patient."""

from shouwang.gates.checks import Concern, GateSuite, no_row
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import amount_within, dated_within, landing_suite

PAID_BY_FUNDS = (
    "coalesce(pooled_fund_amount, 0) + coalesce(major_illness_fund_amount, 0) + coalesce(medical_relief_amount, 0)"
)


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Settled lately, plausible amounts, and nobody left with more than the treatment cost."""
    concern = Concern("自费与各项支付均不应超过医疗总费用，否则会把不该交办的户交给乡镇", delivery.sender, "warning")
    particular = (
        dated_within("settled_date", 12, delivery),
        amount_within("self_paid_amount", (-500_000, 500_000), delivery),
        amount_within("medical_total_amount", (-3_000_000, 3_000_000), delivery),
        no_row("self_paid_within_total", "abs(self_paid_amount) > abs(medical_total_amount)", concern),
        no_row("funds_within_total", f"abs({PAID_BY_FUNDS}) > abs(medical_total_amount)", concern),
    )
    return landing_suite(delivery, particular, emptiness="warning")
