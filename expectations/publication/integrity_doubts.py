"""Doubts as the county reads them: every one of them, in words, with who must look into it and without a name."""

from expectations.publication.quality_findings import PERSONAL_NUMBER
from shouwang.gates.checks import GateSuite, given, matched, never_matching, no_result
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

SAME = "other.doubt_code = own.doubt_code and other.person_id = own.person_id and other.feed = own.feed"
UNTOLD = """
select fact.doubt_code || ':' || fact.person_id || ':' || fact.feed as row_reference
from {schema}.fct_integrity_doubts as fact
left join (select * from {{batch}}) as own using (doubt_code, person_id, feed)
where own.doubt_code is null
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Exactly the doubts there are, each in words."""
    whole = ours("疑点清单应与疑点事实逐条一致，漏列的没有人核实，多列的冤枉人")
    told = ours("每条疑点应写明查到的情况和由谁核实，且不含证件号码、电话")
    particular = (
        matched("doubt_is_a_fact", f"{build.schema_name}.fct_integrity_doubts", SAME, whole),
        no_result("every_doubt_told", UNTOLD.format(schema=build.schema_name), whole),
        given("found_text", told),
        never_matching("found_text", PERSONAL_NUMBER, told, name="found_text_names_nobody"),
        given("checker_name", told),
    )
    return published_suite(build, "integrity_doubts", "rpt_county_integrity_doubts", particular)
