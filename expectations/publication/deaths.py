"""Deaths: whom the police have reported dead, and since when that is known."""

from datetime import timedelta

from shouwang.gates.checks import GateSuite, given, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth
from shouwang.months import following


def build_suite(build: BuiltMonth) -> GateSuite:
    """Dated by the end of the month, known by then."""
    dated = ours("死亡应有日期且不晚于本月，否则会把活着的人算作去世")
    known = ours("死亡信息应来自本月及以前的名单，否则按名单追溯会出错")
    last_day = following(build.month) - timedelta(days=1)
    particular = (
        given("death_date", dated),
        within("death_date", (None, last_day), ours("死亡日期不应晚于本月，请公安局核对", "warning")),
        given("first_listed_month", known),
        within("first_listed_month", (None, build.month), known),
    )
    return published_suite(build, "deaths", "dim_deaths", particular)
