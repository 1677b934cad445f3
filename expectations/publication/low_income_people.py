"""People of low income: each once, in a category of the pack in force, by a row of a pinned list."""

from shouwang.gates.checks import GateSuite, matched
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """Of the pack, from the build's own lists; a list may leave the day open."""
    declared = ours("每个类别都应出自现行政策，否则上报的类别平台不认")
    traced = ours("每个低收入人口都应来自本次计算采用的名单，否则无法核对")
    of_pack = (
        f"other.policy_version = '{build.policy_version}' and other.category_code = own.category_code "
        "and other.category_label = own.category_label"
    )
    pinned = f"other.build_id = '{build.build_id}' and other.delivery_id = own.delivery_id"
    particular = (
        matched("category_of_the_pack", "reference.policy_categories", of_pack, declared),
        matched("delivery_is_pinned", "ops.build_inputs", pinned, traced),
    )
    return published_suite(build, "low_income_people", "fct_low_income_people", particular)
