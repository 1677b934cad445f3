"""Households of grids: known households, and grids that are listed unless it is said that they are not."""

from shouwang.gates.checks import GateSuite, given, matched, no_result
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

UNLISTED = """
select own.household_id::text as row_reference
from (select * from {{batch}}) as own
left join {schema}.dim_grids as grid on grid.grid_code = own.grid_code
where own.is_listed is distinct from (grid.grid_code is not null)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Each household once, of the register, in one grid."""
    known = ours("网格中的户应在花名册中、所属网格应在网格名单中或注明不在，否则名单上的网格员会写错")
    in_register = "other.household_id = own.household_id"
    particular = (
        given("grid_code", known),
        given("is_listed", known),
        matched("household_is_known", f"{build.schema_name}.dim_households", in_register, known),
        no_result("listed_when_listed", UNLISTED.format(schema=build.schema_name), known),
    )
    return published_suite(build, "grid_households", "bridge_grid_households", particular)
