"""Grid workers: what each is, from when, and whether in office; pseudonymous."""

from shouwang.gates.checks import GateSuite, given, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

ROLES = ["adviser", "leader", "part_time_worker", "worker"]
NOT_YET = "is_on_duty and duty_started_date >= date '{month}' + interval '1 month'"


def build_suite(build: BuiltMonth) -> GateSuite:
    """A known role, and nobody in office before coming to it."""
    told = ours("网格员应有职务、是否在岗，否则不知道该找谁")
    particular = (
        given("grid_role_code", told),
        one_of("grid_role_code", ROLES, told),
        given("is_on_duty", told),
        no_row("on_duty_after_start", NOT_YET.format(month=build.month), told),
    )
    return published_suite(build, "grid_workers", "dim_grid_workers", particular)
