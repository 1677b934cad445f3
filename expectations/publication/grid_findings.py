"""Findings about grids: known kinds, each in a village of the county, each saying what was found."""

from shouwang.gates.checks import GateSuite, given, no_result, no_row, one_of
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

KINDS = ["over_limit", "without_grid", "without_staff"]
UNCOUNTED = """
select household.village_code as row_reference
from {schema}.dim_households as household
left join {schema}.bridge_grid_households as placed on placed.household_id = household.household_id and placed.is_listed
left join (select * from {{batch}}) as own
    on own.finding_code = 'without_grid' and own.village_code = household.village_code
where exists (select from {schema}.dim_grids) and placed.household_id is null
group by household.village_code, own.household_count
having own.household_count is distinct from count(*)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every household without a grid is counted, every finding is about a grid or a village."""
    told = ours("每条网格问题应写明种类和情况，否则无法整改")
    counted = ours("没有划入网格的户应全部计入，漏计的户没有人走访")
    particular = (
        *(check for check in located(build) if check.name != "village_code_given"),  # the key asks for it already
        one_of("finding_code", KINDS, told),
        given("found_text", told),
        no_row("about_a_grid", "(finding_code = 'without_grid') <> (grid_code = '')", told),
        no_result("gridless_households_counted", UNCOUNTED.format(schema=build.schema_name), counted),
    )
    return published_suite(build, "grid_findings", "rpt_county_grid_findings", particular)
