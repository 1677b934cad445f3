"""Arrivals: one line per list of the policy, telling the truth about when it came and how much could be read."""

from shouwang.gates.checks import GateSuite, given, matched, no_result, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

ARRIVALS = ["on_time", "late", "nil", "questioned", "rejected", "missing", "not_due"]
CAME = "arrival_code in ('on_time', 'late', 'nil')"
MISDATED = f"""
arrival_code = 'on_time' and is_due and (received_date <= due_date) is not true
or arrival_code = 'late' and (received_date > due_date) is not true
or {CAME} and is_due and days_late is distinct from greatest(received_date - due_date, 0)
"""
MISTIMED = (
    "is_due <> (due_date is not null) or arrival_code = 'missing' and not is_due or arrival_code = 'not_due' and is_due"
)
UNADDED = (
    f"rows_in <> rows_accepted + rows_held or {CAME} and rows_in is null or (arrival_code = 'nil' and rows_in <> 0)"
)
MISAGED = f"{CAME} and months_since_list is distinct from 0 or (in_force_month is null) <> (months_since_list is null)"
FORGOTTEN = """
select expected.feed as row_reference
from reference.policy_feeds as expected
where expected.policy_version = '{policy_version}' and expected.feed not in (select feed from {{batch}})
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every list of the pack once; how it came agrees with its dates, what is in force is dated, rows add up."""
    expected = ours("应逐一列出政策要求部门报送的每份名单，漏列就没有人催报")
    dated = ours("按时、迟报应与收到日期和截止日期一致，否则会冤枉或放过部门")
    added = ours("收到行数应等于接收与退回之和，否则部门无法核对")
    of_pack = f"other.policy_version = '{build.policy_version}' and other.feed = own.feed"
    aged = ours("沿用的名单应写明月份和已多久未更新，否则旧名单会被当成新的")
    particular = (
        matched("feed_is_expected", "reference.policy_feeds", of_pack, expected),
        no_result("every_feed_listed", FORGOTTEN.format(policy_version=build.policy_version), expected),
        given("arrival_code", dated),
        one_of("arrival_code", ARRIVALS, dated),
        given("is_due", dated),
        no_row("due_when_expected", MISTIMED, dated),
        no_row("arrival_agrees_with_dates", MISDATED, dated),
        no_row("rows_add_up", UNADDED, added),
        no_row("list_in_force_dated", MISAGED, aged),
    )
    return published_suite(build, "feed_arrivals", "rpt_feed_arrivals", particular)
