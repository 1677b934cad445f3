"""The report card: parts within the whole, shares within their intervals."""

from shouwang.gates.checks import GateSuite, no_result, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

UNADDED = """
concluded_count <> confirmed_count + supported_count + not_confirmed_count + not_found_count
or referral_count <> concluded_count + checking_count + pending_count + below_line_count + repeated_count
    + overdue_count
"""
UNSHARED = """
(precision_share is null) <> (concluded_count = 0)
or precision_share not between precision_low_share and precision_high_share
or precision_share <> round(confirmed_count::numeric / nullif(concluded_count, 0), 6)
"""
UNSUMMED = """
select own.row_reference from (select * from {batch}) as own
where own.card_period_code = 'window' and own.referral_count <> (
    select sum(other.referral_count) from (select * from {batch}) as other
    where other.card_period_code = 'month' and other.rule_code = own.rule_code
        and other.department_code = own.department_code and other.township_code = own.township_code
)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Counts that add up over outcomes and months, and shares that follow from them."""
    added = ours("预警成效各项之和应等于交办户数，各月之和应等于累计，否则属实率不可信")
    shared = ours("属实率应由核查结果得出并在置信区间以内，没有核查结论的不应有属实率")
    particular = (
        one_of("card_level_code", ["county", "department", "township", "rule", "rule_township"], added),
        one_of("card_period_code", ["month", "window"], added),
        no_row("outcomes_add_up", UNADDED, added),
        no_row("shares_follow", UNSHARED, shared),
        no_result("months_add_up", UNSUMMED, added),
    )
    return published_suite(build, "report_card", "rpt_county_report_card", particular)
