"""Inspection findings: each from a pinned list, for a department there is, or for nobody and told so to the county."""

from shouwang.feeds import departments
from shouwang.gates.checks import GateSuite, given, matched, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """From the build's own lists, of a department of ours."""
    owned = ours("问题应转给认得的部门，认不出的由县级指定，否则没有人整改")
    traced = ours("每个问题都应来自本次计算采用的清单，否则无法核实")
    pinned = f"other.build_id = '{build.build_id}' and other.delivery_id = own.delivery_id"
    particular = (
        one_of("department_code", [*departments(), "nobody"], owned),
        matched("delivery_is_pinned", "ops.build_inputs", pinned, traced),
        given("finding_label", traced),
    )
    return published_suite(build, "department_findings", "rpt_department_findings", particular)
