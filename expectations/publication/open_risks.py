"""Open risks: what was reported stays open until the field has ended it; silence and empty lists end nothing."""

from shouwang.divisions import children
from shouwang.gates.checks import Check, GateSuite, given, no_result, no_row, one_of, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

OPEN_STATUSES = ["referred", "checking", "confirmed", "not_found"]
# Risks reported this month whose household has no conclusion that ends them.
NOT_OPENED = """
select concat_ws(':', risk.household_id, risk.rule_code, risk.person_id) as row_reference
from {schema}.fct_household_risk_months as risk
inner join {schema}.fct_household_status_months as status on status.household_id = risk.household_id
where risk.reported_month = risk.month and status.status_code in ('referred', 'checking', 'confirmed', 'not_found')
    and not exists (
        select from (select * from {{batch}}) as own
        where own.household_id = risk.household_id and own.rule_code = risk.rule_code
            and own.person_id = risk.person_id
    )
"""
# Risks open in the published month before, gone now although nothing new is known of the household.
CLEARED_BY_SILENCE = """
select concat_ws(':', earlier.household_id, earlier.rule_code, earlier.person_id) as row_reference
from marts.fct_open_risk_months as earlier
inner join marts.fct_household_status_months as known
    on known.county_code = earlier.county_code and known.month = earlier.month
        and known.household_id = earlier.household_id
inner join {schema}.fct_household_status_months as status
    on status.household_id = known.household_id
        and row(status.status_code, status.referred_month, status.answered_month)
            is not distinct from row(known.status_code, known.referred_month, known.answered_month)
where earlier.county_code = '{county_code}'
    and earlier.month = (
        select max(before.month) from marts.fct_open_risk_months as before
        where before.county_code = '{county_code}' and before.month < date '{month}'
    )
    and not exists (
        select from (select * from {{batch}}) as own
        where own.household_id = earlier.household_id and own.rule_code = earlier.rule_code
            and own.person_id = earlier.person_id
    )
"""
MISAGED = """
months_since_reported <> 12 * (extract(year from month) - extract(year from reported_month))
    + extract(month from month) - extract(month from reported_month)
or first_reported_month < reported_month and months_since_reported < 0
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every reported risk is open until answered, none was cleared by silence, and each says how old its news is."""
    opened = ours("本月部门报来的风险，在入户核查有结论前应保持未结，否则没有人跟踪")
    silent = ours("部门未报或零报送不等于风险消除，上月未结的风险没有新情况时本月仍应未结")
    known = ours("未结风险的状态应是待核查、正在核查、未找到或属实拟纳入，有其他结论的应已结")
    aged = ours("未结风险应写明最近一次出现在哪个月的名单上，否则旧信息会被当成新的")
    townships = [township.code for township in children(build.county_code, build.month)]
    place = {"schema": build.schema_name, "county_code": build.county_code, "month": build.month}
    particular: tuple[Check, ...] = (
        given("township_code", opened),
        one_of("township_code", townships, opened),
        given("status_code", known),
        one_of("status_code", OPEN_STATUSES, known),
        within("reported_month", (None, build.month), aged),
        no_row("age_agrees", MISAGED, aged),
        no_result("every_new_risk_open", NOT_OPENED.format(**place), opened),
        no_result("nobody_cleared_by_silence", CLEARED_BY_SILENCE.format(**place), silent),
    )
    return published_suite(build, "open_risks", "fct_open_risk_months", particular)
