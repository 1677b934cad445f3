"""Results of spot checks by township and category: they add up, and are counted from the households drawn."""

from shouwang.gates.checks import GateSuite, no_result, no_row
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

PARTS = (
    "as_recorded_count > spot_checked_count or spot_checked_count > drawn_count"
    " or drawn_count > stratum_household_count"
)
SHARE = "as_recorded_share is distinct from round(as_recorded_count::numeric / nullif(spot_checked_count, 0), 4)"
MISCOUNTED = """
select own.row_reference
from (select * from {{batch}}) as own
left join (
    select sample_month, township_code, stratum_code, count(*) as drawn, count(spot_check_code) as checked
    from {schema}.fct_sampled_households group by sample_month, township_code, stratum_code
) as counted using (sample_month, township_code, stratum_code)
where (own.drawn_count, own.spot_checked_count) is distinct from (counted.drawn, counted.checked)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """No part is larger than its whole, and the households bear the counts out."""
    whole = ours("抽查结果各数应相符并与抽查样本一致，否则属实率不可信")
    particular = (
        no_row("parts_within_whole", PARTS, whole),
        no_row("share_agrees", SHARE, whole),
        no_result("households_counted", MISCOUNTED.format(schema=build.schema_name), whole),
    )
    return published_suite(build, "sample_results", "fct_sample_results", particular)
