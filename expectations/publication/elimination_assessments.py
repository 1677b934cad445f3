"""Assessments of elimination: proposed only when every condition is met; what is unknown is never met."""

from shouwang.gates.checks import GateSuite, given, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

CONCLUSIONS = ["keep", "natural", "propose", "unknown"]
CONDITIONS = ("income_code", "expense_code", "guarantee_code", "able_code", "open_risk_code")
NOT_ALL_MET = (
    f"conclusion_code = 'propose' and (({', '.join(CONDITIONS)}) = ('met', 'met', 'met', 'met', 'met')) is not true"
)


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every monitored household with its conditions and a sentence."""
    told = ours("每个未消除风险的监测对象都应写明逐项条件和结论")
    sound = ours("只有各项条件都符合才能建议消除，否则会把仍有风险的户放掉")
    particular = (
        *(one_of(column, ["met", "unknown", "unmet"], told) for column in CONDITIONS),
        given("conclusion_code", told),
        one_of("conclusion_code", CONCLUSIONS, told),
        given("reason_text", told),
        no_row("proposed_only_when_all_met", NOT_ALL_MET, sound),
    )
    return published_suite(build, "elimination_assessments", "fct_elimination_assessments", particular)
