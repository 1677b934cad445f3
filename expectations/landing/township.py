"""Townships: verification feedback on the lists they were given, patrols, reports, visits and spot checks."""

from datetime import timedelta

from shouwang.gates.checks import Check, Concern, GateSuite, no_row
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.structure import landing_suite, month_end, plausible

GRIDS = {"grids", "grid_households", "grid_staff"}
# Feed to its date and how many months back that may lie; the others tell what was found of late.
DATED = {
    "household_visits": ("visit_date", 3),
    "spot_checks": ("check_date", 3),
    "long_absent_households": ("absent_since_date", 600),
}
FOUND = ("found_date", 3)


def build_suite(delivery: LandedDelivery) -> GateSuite:
    """What a township found on its patrols and visits is of late; what it answers fits the list it answers."""
    if delivery.feed == "township_feedback":
        return _feedback_suite(delivery)
    if delivery.feed in GRIDS:
        return landing_suite(delivery, _served(delivery) if delivery.feed == "grid_staff" else ())
    date_column, months = DATED.get(delivery.feed, FOUND)
    drawn = _drawn(delivery) if delivery.feed == "spot_checks" else ()
    return landing_suite(delivery, (*plausible(delivery, {date_column: months}), *drawn))


def _drawn(delivery: LandedDelivery) -> tuple[Check, ...]:
    """A sample is looked at once it was drawn."""
    concern = Concern("抽查结果只能针对本月及以前抽取的样本，否则找不到所抽的户", delivery.sender)
    return (no_row("sample_month_past", f"sample_month > date '{delivery.month}'", concern),)


def _served(delivery: LandedDelivery) -> tuple[Check, ...]:
    """Nobody leaves a grid before coming to it."""
    concern = Concern("网格员离任日期应晚于任职日期，否则会把在岗的当成离岗的", delivery.sender, "warning")
    return (no_row("duty_ends_after_start", "duty_ended_date <= duty_started_date", concern),)


def _feedback_suite(delivery: LandedDelivery) -> GateSuite:
    """Answers one list of an earlier or the same month, each answer with the day of the visit."""
    sender = delivery.sender
    future = Concern("反馈只能针对本月及以前交办的名单，否则找不到所答的交办", sender)
    undated = Concern("填了核查结果就应填核查日期，否则县里无法确认是否按期入户", sender, "warning")
    early = Concern("核查日期应在交办月份当月或之后、反馈月份次月底之前", sender, "warning")
    result_only = "check_result_code is not null and check_date is null"
    particular: tuple[Check, ...] = (
        no_row("referral_month_past", f"referral_month > date '{delivery.month}'", future),
        no_row("check_result_dated", result_only, undated),
        no_row("check_date_plausible", f"not {_visited_in_time(delivery)}", early),
    )
    return landing_suite(delivery, particular)


def _visited_in_time(delivery: LandedDelivery) -> str:
    following = month_end(month_end(delivery.month) + timedelta(days=1))
    return f"check_date between referral_month and date '{following}'"
