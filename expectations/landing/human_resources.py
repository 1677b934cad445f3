"""Human resources bureau: public-welfare posts that ended, employment that became abnormal."""

from shouwang.gates.checks import Check, Concern, GateSuite, no_row
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import dated_within, landing_suite

DATED_BY = {
    "human_resources_cancelled_posts": "post_cancelled_date",
    "human_resources_abnormal_employment": "found_date",
}


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Happened lately, to somebody of working age (from 16)."""
    date_column = DATED_BY[delivery.feed]
    return landing_suite(delivery, (dated_within(date_column, 3, delivery), _working_age(date_column, delivery)))


def _working_age(date_column: str, delivery: LandedDelivery) -> Check:
    concern = Concern("就业或公益岗位人员应年满16周岁，否则多为身份证号填错，会找错人", delivery.sender, "warning")
    return no_row("age_of_work", f"age({date_column}, birth_month) < interval '16 years'", concern)
