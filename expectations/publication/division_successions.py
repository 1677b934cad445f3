"""Successions of divisions: each ordered by a document, none from the future, one main successor for each."""

from shouwang.gates.checks import GateSuite, given, no_result, one_of, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

KINDS = ["continued", "merged", "recoded", "renamed", "split", "transferred"]
NOT_ONE_MAIN = """
select predecessor_code as row_reference
from (select * from {{batch}}) as own
group by predecessor_code, changed_month having count(*) filter (where is_main) <> 1
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Known kinds, known by the month, and nothing counted twice or lost when figures go by later divisions."""
    ordered = ours("每项区划变更应有批准文件和种类，否则新旧口径说不清依据")
    past = ours("区划变更不应晚于本月，否则会把户派到还没有的乡镇")
    once = ours("每个变更的区划应恰有一个主要去向，否则新旧口径的合计对不上")
    particular = (
        given("kind_code", ordered),
        one_of("kind_code", KINDS, ordered),
        given("document_number", ordered),
        within("changed_month", (None, build.month), past),
        no_result("one_main_successor", NOT_ONE_MAIN.format(), once),
    )
    return published_suite(build, "division_successions", "bridge_division_successions", particular)
