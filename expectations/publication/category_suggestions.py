"""Suggested categories: each rests on a published category of the household, and says why without naming anybody."""

from shouwang.gates.checks import GateSuite, given, matched, never_matching, no_row, one_of
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

PERSONAL_NUMBER = r"\d{15}|1[3-9]\d{9}"
SUGGESTIONS = ["apply", "raise", "check", "review"]


def build_suite(build: BuiltMonth) -> GateSuite:
    """Known suggestions, each with its category judged in the same build."""
    known = ours("每条建议应说明要做什么，否则无法办理")
    told = ours("每条建议应写明依据，且不含证件号码、电话，清单之外也可能有人看到")
    judged = ours("每条建议应有同一次计算的类别判断，否则对不上")
    of_household = "other.household_id = own.household_id and other.category_code = own.category_code"
    particular = (
        *located(build),
        one_of("suggestion_code", SUGGESTIONS, known),
        given("suggestion_code", known),
        no_row("application_has_category", "suggestion_code <> 'review' and proposed_label is null", known),
        matched("category_is_judged", f"{build.schema_name}.fct_household_category_months", of_household, judged),
        given("reason_text", told),
        never_matching("reason_text", PERSONAL_NUMBER, told, name="reason_names_nobody"),
    )
    return published_suite(build, "category_suggestions", "rpt_county_category_suggestions", particular)
