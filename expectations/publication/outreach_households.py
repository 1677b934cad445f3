"""Households to be sought: each of the register, with its reasons in order and on what they rest."""

from expectations.publication.quality_findings import PERSONAL_NUMBER
from shouwang.gates.checks import GateSuite, given, matched, matching, never_matching, no_row
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """A household that can be found, and why it is to be."""
    told = ours("主动发现的户应是花名册中的户并写明原因、依据和条款，且不含证件号码、电话，否则无法走访")
    in_register = "other.household_id = own.household_id"
    particular = (
        *located(build),
        matched("household_is_known", f"{build.schema_name}.dim_households", in_register, told),
        no_row("has_a_ground", "coalesce(cardinality(outreach_ground_codes), 0) = 0", told),
        given("outreach_labels", told),
        given("reason_text", told),
        matching("reason_text", "第.+条）$", told, name="reason_cites_a_clause"),
        never_matching("reason_text", PERSONAL_NUMBER, told, name="reason_names_nobody"),
    )
    return published_suite(build, "outreach_households", "fct_outreach_households", particular)
