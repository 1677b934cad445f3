"""Arrivals: one line per list the policy expects, telling the truth about when it came and how much could be read."""

from shouwang.gates.checks import GateSuite, given, matched, no_result, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

ARRIVALS = ["on_time", "late", "missing", "rejected"]
MISDATED = """
arrival_code = 'on_time' and (received_date <= due_date) is not true
or arrival_code = 'late' and (received_date > due_date) is not true
"""
UNADDED = "rows_in <> rows_accepted + rows_held or arrival_code in ('on_time', 'late') and rows_in is null"
FORGOTTEN = """
select expected.feed as row_reference
from reference.policy_feeds as expected
where expected.policy_version = '{policy_version}' and expected.feed not in (select feed from {{batch}})
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every expected list once; on time, late, missing or rejected by its dates; rows add up."""
    expected = ours("应逐一列出政策要求部门报送的每份名单，漏列就没有人催报")
    dated = ours("按时、迟报应与收到日期和截止日期一致，否则会冤枉或放过部门")
    added = ours("收到行数应等于接收与退回之和，否则部门无法核对")
    of_pack = f"other.policy_version = '{build.policy_version}' and other.feed = own.feed"
    particular = (
        matched("feed_is_expected", "reference.policy_feeds", of_pack, expected),
        no_result("every_feed_listed", FORGOTTEN.format(policy_version=build.policy_version), expected),
        given("arrival_code", dated),
        one_of("arrival_code", ARRIVALS, dated),
        given("due_date", dated),
        no_row("arrival_agrees_with_dates", MISDATED, dated),
        no_row("rows_add_up", UNADDED, added),
    )
    return published_suite(build, "feed_arrivals", "rpt_feed_arrivals", particular)
