"""Changes of the month: a monitored household has changes ①–⑨ or an explicit 无变化, and the two agree."""

from shouwang.gates.checks import GateSuite, given, matching, no_row
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every household with a text for the ledger that says what its numbers say."""
    told = ours("每个监测户每月都应填写监测重点：①至⑨或“无变化”，否则台账是空的")
    particular = (
        given("monitored_codes", told),
        given("change_text", told),
        matching("change_text", "^([①-⑨]+|无变化)$", told, name="change_text_is_of_the_ledger"),
        no_row("unchanged_agrees", "is_unchanged is distinct from (change_codes = '{}')", told),
        no_row("changes_have_basis", "not is_unchanged and change_basis_text is null", told),
    )
    return published_suite(build, "household_changes", "fct_household_change_months", particular)
