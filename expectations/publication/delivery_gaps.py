"""Gaps as the county reads them: every one of them, in words, with the department in charge and without a name."""

from expectations.publication.quality_findings import PERSONAL_NUMBER
from shouwang.gates.checks import GateSuite, given, matched, never_matching, no_result
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

SAME = (
    "other.gap_code = own.gap_code and other.gap_reference = own.gap_reference "
    "and other.disposition_code = own.disposition_code"
)
UNTOLD = """
select fact.gap_code || ':' || fact.gap_reference as row_reference
from {schema}.fct_delivery_gaps as fact
left join (select * from {{batch}}) as own using (gap_code, gap_reference)
where own.gap_code is null
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Exactly the gaps there are, each in words."""
    whole = ours("未落实清单应与事实逐条一致，漏列的没有人去查")
    told = ours("每条问题应写明查到的情况和主管部门，且不含证件号码、电话")
    particular = (
        matched("gap_is_a_fact", f"{build.schema_name}.fct_delivery_gaps", SAME, whole),
        no_result("every_gap_told", UNTOLD.format(schema=build.schema_name), whole),
        given("found_text", told),
        never_matching("found_text", PERSONAL_NUMBER, told, name="found_text_names_nobody"),
        given("in_charge_name", told),
    )
    return published_suite(build, "delivery_gaps", "rpt_county_delivery_gaps", particular)
