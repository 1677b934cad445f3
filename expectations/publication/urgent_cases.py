"""Urgent cases: each with its limits, overdue only while the visit or the relief is still to come."""

from shouwang.gates.checks import GateSuite, given, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

STATUSES = ["referred", "checking", "confirmed", "supported", "not_confirmed"]


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every misfortune handed out has its days; what is done is not overdue."""
    dated = ours("急难交办应写明报告日期和办理期限，否则无法催办")
    timely = ours("急难逾期应与办理情况一致，已办结的不应催办，否则会漏催或错催")
    done = "is_checked and check_overdue_day_count > 0 or is_relieved and relief_overdue_day_count > 0"
    particular = (
        given("township_code", dated),
        given("reported_date", dated),
        given("status_code", timely),
        one_of("status_code", STATUSES, timely),
        no_row("due_after_report", "least(check_due_date, relief_due_date) < reported_date", dated),
        no_row("done_is_not_overdue", done, timely),
        no_row("answered_is_checked", "is_checked <> (status_code not in ('referred', 'checking'))", timely),
    )
    return published_suite(build, "urgent_cases", "fct_urgent_case_months", particular)
