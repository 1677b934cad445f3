"""Disabled persons' federation: new certificates of severe disability, the roll, pushes of high risk, relief given."""

from collections.abc import Callable

from shouwang.gates.checks import Check, Concern, GateSuite, no_row
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible

LONGEST_MONTHS = 600  # certificates of the first generation are as old
LIGHT = (
    "disability_grade_code = 'grade_4' or disability_grade_code = 'grade_3' "
    "and disability_kind_code not in ('intellectual', 'mental')"
)


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Dated plausibly; what is called severe is of a severe grade."""
    return landing_suite(delivery, PARTICULAR[delivery.feed](delivery))


def _certificates(delivery: LandedDelivery) -> tuple[Check, ...]:
    """Issued lately; severe means grades 1 and 2, and grade 3 of intellectual or mental disability."""
    concern = Concern("重度残疾名单应为一、二级及三级智力、精神残疾，其余不会列为风险", delivery.sender, "info")
    return (*plausible(delivery, {"certified_date": 6}), no_row("grade_severe", LIGHT, concern))


def _roll(delivery: LandedDelivery) -> tuple[Check, ...]:
    return plausible(delivery, {"certified_date": LONGEST_MONTHS})


def _pushes(delivery: LandedDelivery) -> tuple[Check, ...]:
    concern = Concern("推送类别应与残疾等级相符，三、四级不是重度残疾，否则会排错先后", delivery.sender, "warning")
    light = "disability_push_code = 'severe' and disability_grade_code in ('grade_3', 'grade_4')"
    return (*plausible(delivery, {"found_date": 6}), no_row("push_fits_grade", light, concern))


def _relief(delivery: LandedDelivery) -> tuple[Check, ...]:
    return plausible(delivery, {"relief_date": 3}, {"relief_amount": (1, 100_000)})


PARTICULAR: dict[str, Callable[[LandedDelivery], tuple[Check, ...]]] = {
    "disability_certificates": _certificates,
    "disability_roll": _roll,
    "disability_pushes": _pushes,
    "disability_relief": _relief,
}
