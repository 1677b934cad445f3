"""Compositions of households: nobody is counted who is provided for elsewhere, and every household is there."""

from shouwang.gates.checks import GateSuite, matched, no_row
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

MISCOUNTED = "counted_member_count is distinct from member_count - urban_dibao_member_count or counted_member_count < 0"
SAME_SIZE = "other.household_id = own.household_id and other.member_count = own.member_count"


def build_suite(build: BuiltMonth) -> GateSuite:
    """Members less those on urban dibao; as many members as the household has."""
    counted = ours("计入人口应等于成员数减去享受城镇低保的成员数，否则人均收入会算错")
    same = ours("户的人口数应与花名册一致，否则同一户会有两种人口数")
    particular = (
        no_row("members_counted", MISCOUNTED, counted),
        matched("size_of_household", f"{build.schema_name}.dim_households", SAME_SIZE, same),
    )
    return published_suite(build, "household_compositions", "dim_household_compositions", particular)
