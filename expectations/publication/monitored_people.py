"""Monitored people: each by a row of a pinned list, of a household that is monitored and not eliminated."""

from shouwang.gates.checks import GateSuite, given, matched
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """From the build's own lists, newness said, and never of a household whose risk is eliminated."""
    traced = ours("推送给部门的每个人都应来自本次计算采用的名单，否则无法核对")
    stated = ours("应写明是否本月新增，否则部门会漏办或重复办理")
    open_ones = ours("只有未消除风险的监测对象才推送给部门，多推送的泄露无关人员信息")
    pinned = f"other.build_id = '{build.build_id}' and other.delivery_id = own.delivery_id and other.feed = own.feed"
    is_open = "other.household_id = own.household_id and not other.is_eliminated"
    particular = (
        matched("delivery_is_pinned", "ops.build_inputs", pinned, traced),
        given("household_id", traced),
        given("is_newly_listed", stated),
        matched("household_is_open", f"{build.schema_name}.rpt_county_monitored_assistance", is_open, open_ones),
    )
    return published_suite(build, "monitored_people", "fct_monitored_people", particular)
