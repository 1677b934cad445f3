"""Households drawn for spot checks: of the register, in the order of the draw without a gap, with known results."""

from shouwang.gates.checks import GateSuite, given, no_result, no_row, one_of, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

RESULTS = ["as_recorded", "not_delivered", "changed", "at_risk", "not_found"]
UNKNOWN = """
select own.row_reference
from (select * from {{batch}}) as own
where own.sample_month = own.month and not exists (
    select from {schema}.dim_households as other where other.household_id = own.household_id)
"""
GAPS = """
select own.sample_month || ':' || own.township_code || ':' || own.stratum_code as row_reference
from (select * from {batch}) as own
where own.sample_month = own.month
group by own.sample_month, own.township_code, own.stratum_code
having min(own.draw_rank) <> 1 or max(own.draw_rank) <> count(*)
    or max(own.draw_rank) > min(own.stratum_household_count)
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """What is drawn now is of the register; a draw leaves nobody out before its last."""
    drawn = ours("抽中的户应按抽取次序逐户列出且在花名册中，否则抽查不随机或找不到户")
    resulted = ours("抽查结果应是规定的几种并有核查日期，否则无法统计")
    particular = (
        within("sample_month", (None, build.month), drawn),
        given("stratum_label", drawn),
        no_result("drawn_is_of_the_register", UNKNOWN.format(schema=build.schema_name), drawn),
        no_result("draw_is_without_gap", GAPS, drawn),
        one_of("spot_check_code", RESULTS, resulted),
        no_row("result_is_dated", "(spot_check_code is null) <> (check_date is null)", resulted),
    )
    return published_suite(build, "sampled_households", "fct_sampled_households", particular)
