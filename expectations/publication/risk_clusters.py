"""Regional clusters: known levels, counts that are those of the risks, and chances that are chances."""

from shouwang.gates.checks import GateSuite, given, no_result, one_of, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

LEVELS = ["county", "township", "village"]
MISCOUNTED = """
select own.row_reference
from (select * from {{batch}}) as own
where own.observed_count <> (
    select count(distinct risk.household_id) from {schema}.fct_household_risk_months as risk
    where risk.first_known_month = risk.month
        and own.cluster_area_code in (risk.county_code, risk.township_code, risk.village_code)
        and (own.change_number = 0 or own.change_number = any(risk.change_codes))
)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every alarm can be counted again from the risks of the month."""
    true = ours("区域性风险的户数应与本月新发风险一致，否则会误报或漏报规模性风险")
    particular = (
        one_of("cluster_level_code", LEVELS, true),
        within("change_number", (0, 9), true),
        within("chance_share", (0, 1), true),
        given("consulted_label", true),
        no_result("households_counted", MISCOUNTED.format(schema=build.schema_name), true),
    )
    return published_suite(build, "risk_clusters", "fct_risk_clusters", particular)
