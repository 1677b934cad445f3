"""Discoveries: every household referred was found by a way the policy knows, and one record found it first."""

from shouwang.gates.checks import GateSuite, matched, no_result, no_row
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

UNFOUND = """
select distinct risk.household_id::text as row_reference
from {schema}.fct_household_risk_months as risk
where exists (select from reference.policy_discoveries where policy_version = '{version}')
    and risk.household_id not in (select household_id from {{batch}} where household_id is not null)
"""
NOT_ONE_FIRST = """
select household_id::text as row_reference from {batch}
group by household_id having count(*) filter (where is_first_of_month) <> 1
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Nobody is referred without a way of discovery; ways are those of the pack."""
    known = ours("发现渠道应是政策文件列举的渠道，否则统计对不上")
    whole = ours("本月交办的每一户都应有发现渠道，否则说不清案件从哪里来")
    applied = ours("申请方式、首问单位、转交日期只应出现在申请受理的记录上")
    by_pack = (
        f"other.policy_version = '{build.policy_version}' and other.channel_code = own.channel_code "
        "and other.channel_label = own.channel_label and other.clause = own.clause"
    )
    foreign = (
        "feed <> 'household_applications' "
        "and coalesce(application_form_code, first_asked_office, transferred_date::text) is not null"
    )
    particular = (
        *located(build),
        matched("way_of_the_pack", "reference.policy_discoveries", by_pack, known),
        no_result("everybody_was_found", UNFOUND.format(schema=build.schema_name, version=build.policy_version), whole),
        no_result("one_record_first", NOT_ONE_FIRST, whole),
        no_row("applications_alone_are_asked", foreign, applied),
    )
    return published_suite(build, "case_discoveries", "fct_case_discoveries", particular)
