"""How many of those in need the lists named: estimates within their intervals."""

from shouwang.gates.checks import GateSuite, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

UNBOUNDED = "recall_share not between recall_low_share and recall_high_share"


def build_suite(build: BuiltMonth) -> GateSuite:
    """Nobody is missed who was not examined."""
    sound = ours("查全率估计应在置信区间以内，漏掉的不应多于查看的，否则会误判漏了多少户")
    particular = (
        one_of("recall_method_code", ["self_reports", "random_samples"], sound),
        no_row("missed_within_examined", "missed_count > examined_count", sound),
        no_row("share_within_interval", UNBOUNDED, sound),
    )
    return published_suite(build, "recall_estimates", "rpt_county_recall_estimates", particular)
