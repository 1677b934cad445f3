"""Lineages: which household of the month came out of which other household of the month before."""

from shouwang.gates.checks import GateSuite, matched, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

IMPOSSIBLE = """
moved_member_count not between 1 and least(from_member_count, to_member_count)
or from_household_id = to_household_id
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Between two households, by members they have in common, of a known kind, into one that is known."""
    known = ours("户的沿革应是改号、分户、并户之一，否则无法追溯")
    shared = ours("有沿革关系的两户应有共同的成员且不是同一户，否则追溯会接错户")
    joined = ours("沿革的去向户应在册，否则追溯会断")
    particular = (
        one_of("lineage_code", ["renumbered", "split", "merged"], known),
        no_row("members_in_common", IMPOSSIBLE, shared),
        matched(
            "household_is_known",
            f"{build.schema_name}.dim_households",
            "other.household_id = own.to_household_id",
            joined,
        ),
    )
    return published_suite(build, "household_lineages", "bridge_household_lineages", particular)
