"""Grids: each named and in a village of the month."""

from shouwang.gates.checks import GateSuite, given
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """Located in the county and named."""
    named = given("grid_name", ours("每个网格应有名称，否则名单上看不出是哪个网格"))
    return published_suite(build, "grids", "dim_grids", (*located(build), named))
