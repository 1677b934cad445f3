"""Aggregates for dashboards: true counts, and no cell so small that it points at a household."""

from shouwang.gates.checks import GateSuite, given, no_result, no_row
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

SMALLEST_SHOWN = 10
UNTRUE = """
select own.row_reference
from (select * from {{batch}}) as own
left join (select township_code, rule_code, count(distinct household_id) as household_count
           from {schema}.fct_household_risk_months group by township_code, rule_code) as counted
    on counted.township_code = own.township_code and counted.rule_code = own.rule_code
where own.household_count is not null and own.household_count <> coalesce(counted.household_count, 0)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Counts of 1 to 9 are hidden and say so; the others are those of the risks."""
    private = ours(f"少于{SMALLEST_SHOWN}户的数应隐去并注明，以免由汇总认出某一户")
    true = ours("汇总户数应与风险记录一致，否则看板误导决策")
    particular = (
        given("is_suppressed", private),
        no_row("small_cells_hidden", f"household_count between 1 and {SMALLEST_SHOWN - 1}", private),
        no_row("hidden_is_said", "is_suppressed <> (household_count is null)", private),
        no_result("counts_true", UNTRUE.format(schema=build.schema_name), true),
    )
    return published_suite(build, "township_risks", "agg_township_risk_months", particular)
