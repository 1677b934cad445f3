"""Candidate applications: newly opened only for who is suggested for a category in the same build."""

from expectations.publication.quality_findings import PERSONAL_NUMBER
from shouwang.gates.checks import GateSuite, given, never_matching, no_result, no_row, one_of, within
from shouwang.gates.contracts import located, ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

STATES = ["open", "granted", "refused", "applied"]
UNFOUNDED = """
select own.row_reference
from (select * from {{batch}}) as own
where own.opened_month = own.month and not exists (
    select from {schema}.rpt_county_category_suggestions as other
    where other.household_id = own.household_id and other.category_code = own.category_code
        and other.suggestion_code = 'apply')
"""
MONTHS = (
    "months_open is distinct from (12 * (extract(year from month) - extract(year from opened_month))"
    " + extract(month from month) - extract(month from opened_month))"
)


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every new one rests on a suggestion; what is open has not ended."""
    founded = ours("新启动的拟申请应有同一次计算的类别建议，否则会叫不符合的户申请")
    kept = ours("拟申请的状态、启动月份和已开启月数应相符，否则会漏办或重复办理")
    told = ours("每户应写明拟申请类别和依据，且不含证件号码、电话")
    particular = (
        *located(build),
        no_result("new_is_suggested", UNFOUNDED.format(schema=build.schema_name), founded),
        given("application_state_code", kept),
        one_of("application_state_code", STATES, kept),
        within("opened_month", (None, build.month), kept),
        no_row("months_open_agrees", MONTHS, kept),
        no_row("open_is_not_ended", "application_state_code = 'open' and application_event_date is not null", kept),
        given("category_label", told),
        given("reason_text", told),
        never_matching("reason_text", PERSONAL_NUMBER, told, name="reason_names_nobody"),
    )
    return published_suite(build, "candidate_applications", "fct_candidate_applications", particular)
