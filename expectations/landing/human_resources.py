"""Human resources bureau: posts and work that ended or became unstable, pensions, relief given."""

from shouwang.gates.checks import Check, Concern, GateSuite, no_row
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible

# Lists of people who work or could, with the column that dates them.
OF_WORK = {
    "human_resources_cancelled_posts": "post_cancelled_date",
    "human_resources_abnormal_employment": "found_date",
    "human_resources_unstable_work": "found_date",
    "human_resources_labour": "found_date",
}


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Happened lately; whoever works or could is of working age (from 16)."""
    if date_column := OF_WORK.get(delivery.feed):
        dated = plausible(delivery, {date_column: 3})
        return landing_suite(delivery, (*dated, _working_age(date_column, delivery)))
    if delivery.feed == "human_resources_relief":
        return landing_suite(delivery, plausible(delivery, {"relief_date": 3}, {"relief_amount": (1, 100_000)}))
    return landing_suite(delivery, plausible(delivery, {"compared_date": 6}))


def _working_age(date_column: str, delivery: LandedDelivery) -> Check:
    concern = Concern("就业或公益岗位人员应年满16周岁，否则多为身份证号填错，会找错人", delivery.sender, "warning")
    return no_row("age_of_work", f"age({date_column}, birth_month) < interval '16 years'", concern)
