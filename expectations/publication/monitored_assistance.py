"""Monitored households and what is done for them: each from a pinned list, its gaps told where it has any."""

from shouwang.gates.checks import GateSuite, given, matched, no_result, no_row
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

GAPS_DIFFER = """
select own.row_reference
from (select * from {{batch}}) as own
where (own.gaps_text is not null) <> exists (
    select from {schema}.fct_delivery_gaps as gap where gap.household_id = own.household_id)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """From the build's own lists, state said, gaps as in the list of gaps."""
    traced = ours("每个监测对象应来自本次计算采用的名单，否则无法核对")
    stated = ours("应写明是否已消除风险、是否本月新识别，否则会对已消除的户新增措施")
    agreed = ours("未落实的问题应与未落实清单一致，否则两处说法不同")
    counted = ours("有劳动能力人数不应多于家庭人口，否则会误定先看产业就业还是兜底")
    pinned = f"other.build_id = '{build.build_id}' and other.delivery_id = own.delivery_id"
    particular = (
        matched("delivery_is_pinned", "ops.build_inputs", pinned, traced),
        given("is_eliminated", stated),
        given("is_new", stated),
        no_row("labour_within_household", "able_count > member_count", counted),
        no_result("gaps_agree", GAPS_DIFFER.format(schema=build.schema_name), agreed),
    )
    return published_suite(build, "monitored_assistance", "rpt_county_monitored_assistance", particular)
