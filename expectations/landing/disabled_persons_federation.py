"""Disabled persons' federation: newly issued certificates of severe disability."""

from shouwang.gates.checks import Concern, GateSuite, no_row
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import dated_within, landing_suite

LIGHT = (
    "disability_grade_code = 'grade_4' or disability_grade_code = 'grade_3' "
    "and disability_kind_code not in ('intellectual', 'mental')"
)


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Issued lately; severe means grades 1 and 2, and grade 3 of intellectual or mental disability."""
    concern = Concern("重度残疾名单应为一、二级及三级智力、精神残疾，其余不会列为风险", delivery.sender, "info")
    return landing_suite(
        delivery, (dated_within("certified_date", 6, delivery), no_row("grade_severe", LIGHT, concern))
    )
