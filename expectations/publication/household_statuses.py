"""Statuses: nobody who was referred is forgotten, and silence clears nobody."""

from shouwang.gates.checks import Check, GateSuite, given, matched, no_result, no_row, one_of, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

STATUSES = ["referred", "checking", "confirmed", "supported", "not_confirmed", "not_found"]
FORGOTTEN = """
select listed.household_id::text as row_reference
from {schema}.rpt_township_referrals as listed
where listed.household_id not in (select household_id from {{batch}} where household_id is not null)
"""
LABELS = """(
    select code, label from reference.code_labels where column_name = 'check_result_code'
    union all select 'referred', '已交办，待核查'
)"""
DROPPED = """
select earlier.household_id::text as row_reference
from (select distinct household_id from marts.fct_household_risk_months
      where county_code = '{county_code}' and month < date '{month}') as earlier
where not exists (select from (select * from {{batch}}) as own where own.household_id = earlier.household_id)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every household referred now or before has one status, by its last referral or the answer to it."""
    known = ours("核查状态应是约定的六种之一，否则进度统计不出来")
    carried = ours("本月交办的每一户都应有核查状态，否则没有人跟踪")
    forgotten = ours("以往交办过的户本月仍应有核查状态，没有反馈不等于没有风险")
    time = ours("核查状态的日期不应晚于本月，距今月数不应为负")
    dropped = DROPPED.format(county_code=build.county_code, month=build.month)
    labelled = "other.code = own.status_code and other.label = own.status_label"
    particular: tuple[Check, ...] = (
        given("status_code", known),
        one_of("status_code", STATUSES, known),
        matched("status_label_true", LABELS, labelled, known),
        no_result("every_referral_has_status", FORGOTTEN.format(schema=build.schema_name), carried),
        no_result("nobody_dropped", dropped, forgotten),
        within("referred_month", (None, build.month), time),
        within("months_since_news", (0, None), time),
        no_row("answer_has_month", "status_code <> 'referred' and answered_month is null", carried),
    )
    return published_suite(build, "household_statuses", "fct_household_status_months", particular)
