"""Civil affairs bureau: what is newly granted, the rolls as they stand, what ended, what was refused, what was paid."""

from collections.abc import Callable

from shouwang.gates.checks import Check, Concern, GateSuite, no_row
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import amount_within, dated_within, landing_suite, plausible

LONGEST_MONTHS = 600  # somebody on a roll may have stood there as long as there are rolls


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Approved lately, with an amount that can be true."""
    particular = PARTICULAR[delivery.feed](delivery)
    return landing_suite(
        delivery, particular, emptiness="warning" if delivery.feed == "civil_affairs_dibao" else "info"
    )


def _benefit(delivery: LandedDelivery) -> tuple[Check, ...]:
    return dated_within("approved_date", 6, delivery), amount_within("monthly_benefit_amount", (1, 20_000), delivery)


def _orphans(delivery: LandedDelivery) -> tuple[Check, ...]:
    return (dated_within("approved_date", 6, delivery),)


def _relief(delivery: LandedDelivery) -> tuple[Check, ...]:
    return dated_within("relief_date", 3, delivery), amount_within("relief_amount", (1, 100_000), delivery)


def _roll(delivery: LandedDelivery) -> tuple[Check, ...]:
    return plausible(delivery, {"approved_date": LONGEST_MONTHS}, {"monthly_benefit_amount": (1, 20_000)})


def _poor(delivery: LandedDelivery) -> tuple[Check, ...]:
    return plausible(delivery, {"approved_date": LONGEST_MONTHS}, {"income_per_person_amount": (0, 100_000)})


def _low_income(delivery: LandedDelivery) -> tuple[Check, ...]:
    return plausible(delivery, {"approved_date": 6})


def _left(delivery: LandedDelivery) -> tuple[Check, ...]:
    return plausible(delivery, {"left_date": 6}, {"income_per_person_amount": (0, 100_000)})


def _refused(delivery: LandedDelivery) -> tuple[Check, ...]:
    concern = Concern("办结日期不应早于申请日期，否则多为两个日期填反", delivery.sender, "warning")
    reverse = no_row("decided_after_application", "decided_date < application_date", concern)
    return (*plausible(delivery, {"application_date": 24, "decided_date": 6}), reverse)


def _payments(delivery: LandedDelivery) -> tuple[Check, ...]:
    concern = Concern("发放月份不应晚于数据月份，否则会误判已经发放", delivery.sender, "warning")
    past = no_row("paid_month_past", f"paid_month > date '{delivery.month}'", concern)
    return (*plausible(delivery, {"paid_date": 6}, {"paid_amount": (1, 100_000)}), past)


PARTICULAR: dict[str, Callable[[LandedDelivery], tuple[Check, ...]]] = {
    "civil_affairs_dibao": _benefit,
    "civil_affairs_tekun": _benefit,
    "civil_affairs_orphans": _orphans,
    "civil_affairs_temporary_relief": _relief,
    "civil_affairs_dibao_roll": _roll,
    "civil_affairs_tekun_roll": _roll,
    "civil_affairs_dibao_edge": _poor,
    "civil_affairs_expenditure_poverty": _poor,
    "civil_affairs_low_income": _low_income,
    "civil_affairs_left_relief": _left,
    "civil_affairs_refused_applications": _refused,
    "civil_affairs_relief_payments": _payments,
}
