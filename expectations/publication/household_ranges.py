"""Incomes against the monitoring range: compared rightly, with a list that is not from the future."""

from shouwang.gates.checks import GateSuite, given, no_row, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth


def build_suite(build: BuiltMonth) -> GateSuite:
    """Inside or outside as the two amounts say; who is outside is here only because it is monitored."""
    true = ours("是否低于监测范围应与收入和当年监测范围一致，否则会错列或漏列")
    particular = (
        given("income_per_person_amount", true),
        given("range_amount", true),
        no_row("under_range_agrees", "is_under_range <> (income_per_person_amount < range_amount)", true),
        no_row("outside_is_monitored", "not is_under_range and not is_monitored", true),
        within("list_month", (None, build.month), true),
    )
    return published_suite(build, "household_ranges", "fct_household_range_months", particular)
