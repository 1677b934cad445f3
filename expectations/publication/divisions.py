"""Divisions: those that stand in the month, all of them, by the names they have in it."""

from shouwang.divisions import LEVEL_DIGITS, Level, places_of, seat
from shouwang.gates.checks import GateSuite, given, matched, no_row, values_are
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

BELOW: tuple[Level, ...] = ("township", "village")
LEVELS = " or ".join(f"level_code = '{level}' and length(division_code) = {n}" for level, n in LEVEL_DIGITS.items())


def build_suite(build: BuiltMonth) -> GateSuite:
    """The county, its townships and villages, named and placed as declared for the month."""
    complete = ours("区划应恰是本月存在的县、乡、村，多了少了都会把户派错地方")
    named = ours("区划应使用本月的名称，否则名单上的地名与实际不符")
    townships, villages = (places_of(build.county_code, level, build.month) for level in BELOW)
    codes = [place.code for place in [*townships, *villages]]
    of_month = (
        "other.division_code = own.division_code and other.division_name = own.division_name "
        f"and other.valid_from <= date '{build.month}' and date '{build.month}' < other.valid_to"
    )
    particular = (
        values_are("division_code", [seat(build.county_code, build.month), *codes], complete, name="every_division"),
        given("division_name", named),
        matched("division_name_true", "reference.divisions", of_month, named),
        no_row("level_fits_code", f"({LEVELS}) is not true", complete),
        no_row("parent_begins_code", "not starts_with(division_code, parent_code)", complete),
    )
    return published_suite(build, "divisions", "dim_divisions", particular)
