"""Whom a township visits, in which order, and who waits below the line of what it can do."""

from shouwang.gates.checks import Check, GateSuite, given, no_result, no_row, within
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

ORDER = """is_passing desc, urgency_rank, expected_share desc nulls last, risk_count desc, first_known_month,
    village_code, household_id"""
MISPLACED = """
select row_reference
from (select row_reference, visit_position, row_number() over (partition by township_code order by {order}) as due
      from {{batch}}) as placed
where visit_position is distinct from due
"""
LEFT_OUT = """
select listed.household_id::text as row_reference
from {schema}.rpt_township_referrals as listed
where listed.household_id not in (
    select household_id from {{batch}} where household_id is not null and not is_carried
)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Everybody referred is on the list in the agreed order; who passes is never below the line."""
    dense = ours("各乡镇名单序号应从1起连续不重，否则乡镇会以为漏了户")
    order = ours("优先类别和紧急风险在先，其余按预计属实率排列，否则最该看的户会被晚访")
    line = ours("优先类别和紧急风险的户不受核查能力限制，能力以内的户不应在能力线以下")
    whole = ours("本月交办的每一户都应在乡镇名单上，能力线以下的也不能丢")
    beyond = "is_below_line <> coalesce(not is_passing and visit_position > capacity_household_count, false)"
    particular: tuple[Check, ...] = (
        *located(build),
        given("reason_text", whole),
        no_result("positions_dense", MISPLACED.format(order="visit_position, household_id"), dense),
        no_result("in_the_agreed_order", MISPLACED.format(order=ORDER), order),
        no_row("group_passes", "priority_group is not null and not is_carried and not is_passing", line),
        no_row("line_at_the_capacity", beyond, line),
        within("expected_share", (0, 1), order),
        no_row("carried_is_earlier", "is_carried <> (referral_month < month)", whole),
        no_result("nobody_left_out", LEFT_OUT.format(schema=build.schema_name), whole),
    )
    return published_suite(build, "township_visits", "fct_township_visits", particular)
