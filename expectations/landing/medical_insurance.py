"""Medical insurance bureau: settlements with what was left to the patient, the uninsured, relief given."""

from collections.abc import Callable

from shouwang.gates.checks import Check, Concern, GateSuite, no_row
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible

OF_PATIENT, IN_ALL = (-500_000, 500_000), (-3_000_000, 3_000_000)
PAID_BY_FUNDS = (
    "coalesce(pooled_fund_amount, 0) + coalesce(major_illness_fund_amount, 0) + coalesce(medical_relief_amount, 0)"
)


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Settled lately, plausible amounts, and nobody left with more than the treatment cost."""
    return landing_suite(
        delivery,
        PARTICULAR[delivery.feed](delivery),
        emptiness="warning" if delivery.feed == "medical_insurance_settlements" else "info",
    )


def _settlements(delivery: LandedDelivery) -> tuple[Check, ...]:
    over_total = "abs(self_paid_amount) > abs(medical_total_amount)"
    return (
        *plausible(delivery, {"settled_date": 12}, {"self_paid_amount": OF_PATIENT, "medical_total_amount": IN_ALL}),
        no_row("self_paid_within_total", over_total, _within_total(delivery)),
        no_row("funds_within_total", f"abs({PAID_BY_FUNDS}) > abs(medical_total_amount)", _within_total(delivery)),
    )


def _self_paid(delivery: LandedDelivery) -> tuple[Check, ...]:
    over_total = "abs(out_of_pocket_amount) > abs(medical_total_amount)"
    return (
        *plausible(
            delivery, {"settled_date": 12}, {"out_of_pocket_amount": OF_PATIENT, "medical_total_amount": IN_ALL}
        ),
        no_row("out_of_pocket_within_total", over_total, _within_total(delivery)),
    )


def _uninsured(delivery: LandedDelivery) -> tuple[Check, ...]:
    return plausible(delivery, {"found_date": 12})


def _relief(delivery: LandedDelivery) -> tuple[Check, ...]:
    return plausible(delivery, {"relief_date": 3}, {"relief_amount": (1, 100_000)})


def _within_total(delivery: LandedDelivery) -> Concern:
    return Concern("自费与各项支付均不应超过医疗总费用，否则会把不该交办的户交给乡镇", delivery.sender, "warning")


PARTICULAR: dict[str, Callable[[LandedDelivery], tuple[Check, ...]]] = {
    "medical_insurance_settlements": _settlements,
    "medical_insurance_self_paid": _self_paid,
    "medical_insurance_uninsured": _uninsured,
    "medical_insurance_relief": _relief,
}
