"""What became of every warning: an outcome for each, of a household and month that were referred."""

from shouwang.gates.checks import GateSuite, given, no_row, one_of, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

CONCLUDED = ["confirmed", "supported", "not_confirmed", "not_found"]
OPEN = ["checking", "pending", "below_line", "repeated", "overdue"]


def build_suite(build: BuiltMonth) -> GateSuite:
    """Outcomes are of the agreed ones, of lists up to the month, and answered where somebody looked."""
    known = ours("每条预警的结果应是约定的九种之一，否则成效统计不出来")
    time = ours("预警所在的交办月份不应晚于本月")
    answered = ours("有核查结果的预警应有答复月份，没有的不应有，否则成效算早或算晚")
    is_answered = f"outcome_code = any(array{[*CONCLUDED, 'checking']}) <> (answered_month is not null)"
    particular = (
        given("department_code", known),
        one_of("outcome_code", CONCLUDED + OPEN, known),
        within("referral_month", (None, build.month), time),
        no_row("answer_has_month", is_answered, answered),
    )
    return published_suite(build, "warning_outcomes", "fct_warning_outcomes", particular)
