"""Risks not referred again because their misfortune was handed out at once: on no list, and only behind a referral."""

from shouwang.gates.checks import GateSuite, given, no_result
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

LISTED = """
select concat_ws(':', own.household_id, own.rule_code, own.person_id) as row_reference
from (select * from {{batch}}) as own
inner join {schema}.fct_household_risk_months as risk on risk.household_id = own.household_id
"""
NEVER_HANDED_OUT = """
select concat_ws(':', own.household_id, own.rule_code, own.person_id) as row_reference
from (select * from {{batch}}) as own
where not exists (
    select from publication.rpt_urgent_referrals as referral
    where referral.county_code = '{county_code}' and referral.household_id = own.household_id
        and referral.urgent_kind_code = own.urgent_kind_code and referral.event_date = own.urgent_event_date
)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Nobody is left off the month's list who was not handed out before, and nobody stands on both."""
    apart = ours("已急难交办、本月不再交办的户不应同时在交办清单上：有新情况时应连同全部原因一起交办")
    handed_out = ours("只有确已急难交办的户本月才可不再交办，否则会漏掉应核查的户")
    particular = (
        *located(build),
        given("urgent_note", handed_out),
        no_result("listed_or_handed_out", LISTED.format(schema=build.schema_name), apart),
        no_result("was_handed_out", NEVER_HANDED_OUT.format(county_code=build.county_code), handed_out),
    )
    return published_suite(build, "urgent_repeats", "fct_urgent_repeats", particular)
