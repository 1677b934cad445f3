"""Exits: of households of the register, for a known reason, each told."""

from shouwang.gates.checks import GateSuite, given, matched, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

CODES = ["left_relief", "missing_from_list", "risk_eliminated"]


def build_suite(build: BuiltMonth) -> GateSuite:
    """Each a household that can be visited, with its reason."""
    told = ours("退出建议应是花名册中的户并写明原因，否则无法入户核实")
    in_register = "other.household_id = own.household_id"
    particular = (
        given("exit_code", told),
        one_of("exit_code", CODES, told),
        given("reason_text", told),
        matched("household_is_known", f"{build.schema_name}.dim_households", in_register, told),
    )
    return published_suite(build, "exit_candidates", "fct_exit_candidates", particular)
