"""Eliminated households: kept with their past; one with a new risk is told as such."""

from expectations.publication.quality_findings import PERSONAL_NUMBER
from shouwang.gates.checks import GateSuite, given, never_matching, no_row
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """Each with a sentence; a risk is new only when it was reported after the elimination."""
    told = ours("每个已消除风险的监测对象都应写明经过，且不含证件号码、电话")
    sound = ours("再标注只应依据风险消除以后报告的新风险，否则会把已解决的风险再算一遍")
    particular = (
        given("reason_text", told),
        never_matching("reason_text", PERSONAL_NUMBER, told, name="reason_names_nobody"),
        no_row("recurring_has_risk", "is_recurring <> (risk_labels is not null)", sound),
        no_row("risk_after_elimination", "is_recurring and reported_month <= eliminated_month", sound),
    )
    return published_suite(build, "eliminated_households", "fct_eliminated_households", particular)
