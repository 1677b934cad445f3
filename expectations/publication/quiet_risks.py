"""Quiet risks: what is not handed out again after a check belongs to nobody on a list, and only for its time."""

from shouwang.gates.checks import GateSuite, given, no_result, no_row
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

LISTED = """
select concat_ws(':', own.household_id, own.rule_code, own.person_id) as row_reference
from (select * from {{batch}}) as own
inner join {schema}.fct_household_risk_months as risk on risk.household_id = own.household_id
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Quiet households are on no list, and the check that quiets them is dated and not too long ago."""
    apart = ours("核查后静默的户不应同时在交办清单上：有新情况时应连同全部原因一起交办")
    timely = ours("静默只到政策规定的月份为止，过期仍不交办会漏掉应核查的户")
    particular = (
        *located(build),
        given("check_date", timely),
        no_row("still_quiet", "quiet_until_month <= month or quiet_until_month is null", timely),
        no_result("listed_or_quiet", LISTED.format(schema=build.schema_name), apart),
    )
    return published_suite(build, "quiet_risks", "fct_quiet_risk_months", particular)
