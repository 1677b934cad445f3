"""Education and sports bureau: children out of school, heavy school expense, relief given."""

from collections.abc import Callable

from shouwang.gates.checks import Check, Concern, GateSuite, no_row
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, plausible

OUT_OF_AGE = "age({date}, birth_month) not between interval '5 years' and interval '19 years'"
BOUNDS = (0, 100_000)
AMOUNTS = ("tuition", "lodging", "living", "award", "loan", "aid", "subsidy", "waiver", "net_school_expense")
NOT_RECKONED = """
net_school_expense_amount is distinct from
    tuition_amount + coalesce(lodging_amount, 0) + coalesce(living_amount, 0)
    - coalesce(award_amount, 0) - coalesce(loan_amount, 0) - coalesce(aid_amount, 0)
    - coalesce(subsidy_amount, 0) - coalesce(waiver_amount, 0)
"""


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """Dated plausibly, pupils at an age of compulsory schooling, expense reckoned as the columns say."""
    return landing_suite(delivery, PARTICULAR[delivery.feed](delivery))


def _dropouts(delivery: LandedDelivery) -> tuple[Check, ...]:
    return (*plausible(delivery, {"left_school_date": 12}), _of_school_age("left_school_date", delivery))


def _control(delivery: LandedDelivery) -> tuple[Check, ...]:
    return (*plausible(delivery, {"found_date": 6}), _of_school_age("found_date", delivery))


def _expenses(delivery: LandedDelivery) -> tuple[Check, ...]:
    concern = Concern(
        "因学净支出应等于学费、住宿费、生活费减去奖、贷、助、补、减，否则会误判负担", delivery.sender, "warning"
    )
    amounts = {f"{name}_amount": BOUNDS for name in AMOUNTS}
    return (*plausible(delivery, {"found_date": 12}, amounts), no_row("net_as_reckoned", NOT_RECKONED, concern))


def _relief(delivery: LandedDelivery) -> tuple[Check, ...]:
    return plausible(delivery, {"relief_date": 3}, {"relief_amount": (1, 100_000)})


def _of_school_age(date_column: str, delivery: LandedDelivery) -> Check:
    concern = Concern("失学时应在5至19岁之间，超出多为身份证号或日期填错，会找错孩子", delivery.sender, "warning")
    return no_row("age_of_schooling", OUT_OF_AGE.format(date=date_column), concern)


PARTICULAR: dict[str, Callable[[LandedDelivery], tuple[Check, ...]]] = {
    "education_dropouts": _dropouts,
    "education_term_dropouts": _dropouts,
    "education_dropout_control": _control,
    "education_school_expenses": _expenses,
    "education_relief": _relief,
}
