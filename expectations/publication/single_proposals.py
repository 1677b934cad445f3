"""Single persons for dibao: members of the household, with a ground and a reason that names nobody."""

from shouwang.gates.checks import GateSuite, given, matched, never_matching
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

PERSONAL_NUMBER = r"\d{15}|1[3-9]\d{9}"


def build_suite(build: BuiltMonth) -> GateSuite:
    """Each proposed person belongs to the household and is told apart from those already provided for."""
    person = ours("建议单独纳入的人应是该户成员，否则会张冠李戴")
    told = ours("每条建议应写明情形和依据，且不含证件号码、电话，清单之外也可能有人看到")
    is_member = "other.household_id = own.household_id and other.person_id = own.person_id"
    official = (
        "other.household_id = own.household_id and other.is_assigned and other.category_label = own.official_label"
    )
    particular = (
        *located(build),
        matched("person_is_member", f"{build.schema_name}.bridge_household_members", is_member, person),
        matched("household_is_official", f"{build.schema_name}.fct_household_category_months", official, person),
        given("ground_labels", told),
        given("reason_text", told),
        never_matching("reason_text", PERSONAL_NUMBER, told, name="reason_names_nobody"),
    )
    return published_suite(build, "single_proposals", "rpt_county_single_proposals", particular)
