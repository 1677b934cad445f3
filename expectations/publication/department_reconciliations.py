"""Reconciliations: every row a department sent is accounted for, and what was handed out is what lists count."""

from shouwang.gates.checks import GateSuite, no_result, no_row
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

UNBALANCED = "received_count <> referred_signal_count + unmatched_count + unjudged_count + quieted_count + held_count"
UNLIKE = """
select own.row_reference
from (select * from {{batch}}) as own
left join (
    select feed, count(*) filter (where rule_codes is not null) as referred_count,
        count(*) filter (where not is_matched) as unmatched_count, count(*) as signal_count
    from {schema}.fct_signals group by feed
) as signals on signals.feed = own.feed
where own.referred_signal_count <> coalesce(signals.referred_count, 0)
    or own.unmatched_count <> coalesce(signals.unmatched_count, 0)
    or own.referred_signal_count + own.unmatched_count + own.unjudged_count + own.quieted_count
        <> coalesce(signals.signal_count, 0)
"""
DIFFERENT_RISKS = """
select department_code as row_reference
from (
    select department_code, household_id, rule_code, 1 as side
    from {schema}.fct_signals cross join unnest(rule_codes) as counted (rule_code)
    union
    select department_code, household_id, rule_code, 2
    from {schema}.fct_household_risk_months
) as said
where exists (select from {{batch}})
group by department_code, household_id, rule_code
having count(*) <> 2
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Received is handed out, unmatched, not judged, quiet and held; what is handed out is exactly the risks listed."""
    balanced = ours("部门每份名单收到的行数应等于已交办、未匹配、未达标准、核查后静默与退回之和，否则备案对不上账")
    agrees = ours("备案的交办记录应与各乡镇清单的风险逐条一致，否则统一交办与备案不符")
    particular = (
        no_row("every_row_accounted_for", UNBALANCED, balanced),
        no_result("counts_agree_with_signals", UNLIKE.format(schema=build.schema_name), balanced),
        no_result("records_make_the_risks", DIFFERENT_RISKS.format(schema=build.schema_name), agrees),
    )
    return published_suite(build, "department_reconciliations", "rpt_department_reconciliations", particular)
