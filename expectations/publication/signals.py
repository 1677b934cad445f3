"""Signals: every record of the month, pinned, and most of them matched to a household."""

from shouwang.gates.checks import Concern, GateSuite, given, matched, no_result, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

# A share of fewer than 20 signals says little about the register.
MOSTLY_UNMATCHED = """
select row_reference
from (select row_reference, is_matched, count(*) over () as signal_count,
             count(*) filter (where not is_matched) over () as unmatched_count
      from {batch}) as counted
where not is_matched and signal_count >= 20 and unmatched_count > 0.5 * signal_count
"""
USUALLY_UNMATCHED = 0.05
SENDERS = "报送部门与县乡村振兴局"


def build_suite(build: BuiltMonth) -> GateSuite:
    """Records of pinned deliveries alone; those of people outside the register are few."""
    traced = ours("每条线索都应出自本次计算采用的部门文件，否则来源说不清")
    honest = ours("匹配标记应与是否找到农户一致，否则漏户不会被发现")
    half = Concern("一半以上的线索应能在花名册中找到农户，否则花名册或名单有误，名单会大量漏户", SENDERS)
    few = Concern("找不到农户的线索应不超过5%，这些人本月不会被核查，须核对身份证号或补录花名册", SENDERS, "warning")
    pinned = f"other.build_id = '{build.build_id}' and other.delivery_id = own.delivery_id and other.feed = own.feed"
    particular = (
        matched("delivery_is_pinned", "ops.build_inputs", pinned, traced),
        given("is_matched", honest),
        no_row("matched_has_household", "is_matched <> (household_id is not null)", honest),
        no_result("matched_share_bearable", MOSTLY_UNMATCHED, half),
        one_of("is_matched", [True], few, name="matched_share_usual", mostly=1 - USUALLY_UNMATCHED),
    )
    return published_suite(build, "signals", "fct_signals", particular)
