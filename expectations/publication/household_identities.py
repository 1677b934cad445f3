"""Enduring identities: households that go on under another number than the one they were first known by."""

from shouwang.gates.checks import GateSuite, given, matched, no_row, unique
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """A household of the register, under another number, which no second household claims."""
    single = ours("两户不能是同一户的延续，否则历史会记到别人家")
    joined = ours("改号的户应在册，否则历史接不上")
    particular = (
        given("enduring_household_id", single),
        unique(("enduring_household_id",), single, name="enduring_unique"),
        no_row("other_number", "enduring_household_id = household_id", single),
        matched(
            "household_is_known", f"{build.schema_name}.dim_households", "other.household_id = own.household_id", joined
        ),
    )
    return published_suite(build, "household_identities", "bridge_household_identities", particular)
