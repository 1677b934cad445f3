"""Findings of the national quality rules: known rules alone, each about somebody, each saying what was found."""

from shouwang.divisions import children
from shouwang.gates.checks import GateSuite, given, matched, matching, never_matching, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

PERSONAL_NUMBER = r"\d{15}|1[3-9]\d{9}"
SUBJECT = r"^(household:\d+|member:\d+:\d+|row:-?\d+:\d+)$"


def build_suite(build: BuiltMonth) -> GateSuite:
    """Rules and menders as declared; a household named; an exemption with its reason; no personal number in a text."""
    declared = ours("每条疑点应对应国家规则表中的一条规则和由谁整改，否则无法核对")
    about = ours("每条疑点应说明是哪一户、哪一人，否则无法整改")
    told = ours("每条疑点应写明查到的情况，且不含证件号码、电话，清单之外也可能有人看到")
    excused = ours("豁免的疑点应有豁免原因，没有原因的不能不计")
    located = ours("疑点的乡镇应属本县，否则会交到别处", "warning")
    of_rule = "other.rule_number = own.rule_number and other.mender_code = own.mender_code"
    pinned = f"other.build_id = '{build.build_id}' and other.delivery_id = own.delivery_id"
    particular = (
        matched("rule_is_declared", "reference.quality_rules", of_rule, declared),
        given("household_id", about),
        matching("subject_reference", SUBJECT, about, name="subject_is_one"),
        matched("delivery_is_pinned", "ops.build_inputs", pinned, about),
        given("found_text", told),
        never_matching("found_text", PERSONAL_NUMBER, told, name="found_text_names_nobody"),
        given("is_exempt", excused),
        no_row("exempt_has_reason", "is_exempt and exemption_reason is null", excused),
        one_of("township_code", [township.code for township in children(build.county_code, build.month)], located),
    )
    return published_suite(build, "quality_findings", "rpt_county_quality_findings", particular)
