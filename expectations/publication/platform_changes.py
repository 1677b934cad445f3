"""Changes for the higher platform: who is told of as being of low income is held so, who left is not."""

from shouwang.gates.checks import GateSuite, given, no_result, no_row, one_of
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

CHANGES = ["entered", "left", "changed"]
WITHOUT_CATEGORY = (
    "(platform_change_code <> 'left') <> (category_code is not null)"
    " or (platform_change_code <> 'entered') <> (previous_category_code is not null)"
)
NOT_HELD = """
select own.person_id::text as row_reference
from (select * from {{batch}}) as own
left join {schema}.fct_low_income_people as held using (person_id)
where held.category_code is distinct from own.category_code
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Known changes with the categories they need, agreeing with who is of low income."""
    known = ours("变动类型应是新增、退出或变更，并写明类别，否则平台不收")
    agreed = ours("上报的类别应与本月低收入人口一致，否则平台与本县对不上")
    told = ours("每个变动应写明原因，否则上级退回")
    particular = (
        one_of("platform_change_code", CHANGES, known),
        no_row("change_has_categories", WITHOUT_CATEGORY, known),
        no_result("agrees_with_the_held", NOT_HELD.format(schema=build.schema_name), agreed),
        given("change_reason_text", told),
    )
    return published_suite(build, "platform_changes", "rpt_platform_changes", particular)
