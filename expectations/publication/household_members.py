"""Memberships: each person in one household, both of them known."""

from shouwang.gates.checks import GateSuite, given, matched
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every membership joins a known household and a known person."""
    schema = build.schema_name
    known = ours("成员关系两端的户和人都应在册，否则名单上会出现查无此人的成员")
    particular = (
        given("household_id", known),
        given("is_head", known),
        matched("household_is_known", f"{schema}.dim_households", "other.household_id = own.household_id", known),
        matched("person_is_known", f"{schema}.dim_people", "other.person_id = own.person_id", known),
    )
    return published_suite(build, "household_members", "bridge_household_members", particular)
