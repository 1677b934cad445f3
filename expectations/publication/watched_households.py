"""The watched: a known reason, told with its clause, and never a monitored household."""

from shouwang.gates.checks import GateSuite, given, matching, no_result, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

CODES = ["range_alone", "slightly_under_range", "solvable_guarantee"]
MONITORED = """
select own.row_reference
from (select * from {{batch}}) as own
inner join {schema}.fct_household_change_months as other on other.household_id = own.household_id
where 'monitored' = any(other.monitored_codes)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Each with its reason; a household that is monitored is not merely watched."""
    told = ours("持续关注的户应写明原因和条款，已纳入监测的户不应再列入")
    particular = (
        given("watch_code", told),
        one_of("watch_code", CODES, told),
        given("reason_text", told),
        matching("reason_text", "第.+条）$", told, name="reason_cites_a_clause"),
        no_result("nobody_monitored", MONITORED.format(schema=build.schema_name), told),
    )
    return published_suite(build, "watched_households", "fct_watched_households", particular)
