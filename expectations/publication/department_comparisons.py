"""Comparisons of applicants: asked by the pack in force, in a known state, answered only with a day and an answer."""

from expectations.publication.quality_findings import PERSONAL_NUMBER
from shouwang.gates.checks import GateSuite, given, matched, never_matching, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

STATES = ["open", "answered", "compared_before", "not_in_register"]
KNOWN = "comparison_state_code in ('answered', 'compared_before')"


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every question is one the pack asks, every answer has its day, and an open question has a place to return to."""
    asked = ours("只比对现行政策要求比对的事项，多比对的没有依据")
    stated = ours("应写明是否已回复，否则会重复送比对或漏送")
    told = ours("部门回复应有比对日期和结果，且不含证件号码、电话")
    returned = ours("送比对的申请户应有所在村，否则结果无法反馈")
    by_pack = (
        f"other.policy_version = '{build.policy_version}' and other.feed = own.feed "
        "and other.comparison_code = own.comparison_code and other.clause = own.clause"
    )
    particular = (
        matched("comparison_of_the_pack", "reference.policy_comparisons", by_pack, asked),
        given("comparison_state_code", stated),
        one_of("comparison_state_code", STATES, stated),
        no_row("answer_has_day", f"{KNOWN} <> (compared_date is not null and answer_text is not null)", told),
        never_matching("answer_text", PERSONAL_NUMBER, told, name="answer_names_nobody"),
        no_row("result_has_place", "comparison_state_code <> 'not_in_register' and village_code is null", returned),
    )
    return published_suite(build, "department_comparisons", "rpt_department_comparisons", particular)
