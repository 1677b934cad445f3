"""People departments help although no roll of civil affairs has their household: members of it, by a row of a list."""

from shouwang.gates.checks import GateSuite, given, matched
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """Each belongs to the household, and stands on a list the build rests on."""
    person = ours("未登记低收入名单上的人应是该户成员，否则会张冠李戴")
    traced = ours("每个人都应来自本次计算采用的部门名单并写明条款，否则民政无法核对")
    is_member = "other.household_id = own.household_id and other.person_id = own.person_id"
    pinned = f"other.build_id = '{build.build_id}' and other.delivery_id = own.delivery_id and other.feed = own.feed"
    particular = (
        *located(build),
        matched("person_is_member", f"{build.schema_name}.bridge_household_members", is_member, person),
        matched("delivery_is_pinned", "ops.build_inputs", pinned, traced),
        given("department_code", traced),
        given("clause", traced),
    )
    return published_suite(build, "unregistered_people", "rpt_county_unregistered_people", particular)
