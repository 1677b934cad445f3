"""Progress: how each township answered each month's referrals, parts within the whole."""

from shouwang.divisions import children
from shouwang.gates.checks import GateSuite, no_result, no_row, one_of, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

UNADDED = """
answered_count <> checking_count + confirmed_count + supported_count + not_confirmed_count + not_found_count
or answered_count + carried_count + overdue_count > referral_count
or overdue_count <> case when referral_month < month then referral_count - answered_count - carried_count else 0 end
"""
LISTED = """
select listed.township_code as row_reference
from (select township_code, count(*) as household_count from {schema}.rpt_township_referrals group by township_code)
    as listed
left join (select * from {{batch}}) as own
    on own.township_code = listed.township_code and own.referral_month = own.month
where (own.referral_count >= listed.household_count) is not true
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Townships of the county, months of the last year, answers that add up, and nobody listed left out."""
    added = ours("反馈各项之和应等于已反馈户数，逾期应等于以前月份未反馈也未结转的户数，否则调度会冤枉或放过乡镇")
    complete = ours("本月交办的每一户都应计入进度，漏计就没有人催办")
    townships = [township.code for township in children(build.county_code, build.month)]
    particular = (
        one_of("township_code", townships, complete),
        within("referral_month", (None, build.month), added),
        no_row("answers_add_up", UNADDED, added),
        no_result("everybody_listed_is_counted", LISTED.format(schema=build.schema_name), complete),
    )
    return published_suite(build, "township_progress", "rpt_township_progress", particular)
