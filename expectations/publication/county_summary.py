"""The county's summary: one line per township, and every figure adds up to the lists."""

from shouwang.divisions import children
from shouwang.gates.checks import Check, GateSuite, matched, no_result, no_row, values_are
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

UNLIKE = """
select own.row_reference
from (select * from {{batch}}) as own
left join (select township_code, {figure} as figure from {schema}.{relation} group by township_code) as counted
    on counted.township_code = own.township_code
where own.{column} is distinct from coalesce(counted.figure, 0)
"""
LISTED = "rpt_township_referrals"
RISKS = "fct_household_risk_months"
STATUSES = "fct_household_status_months"
OPEN = "fct_open_risk_months"
ANSWERED = "status_code not in ('referred', 'checking')"
FIGURES = {  # column: (label, relation, figure)
    "household_count": ("交办户数", LISTED, "count(*)"),
    "risk_count": ("风险数", LISTED, "sum(risk_count)"),
    "priority_household_count": ("优先户数", LISTED, "count(priority_group)"),
    "sudden_household_count": ("突发户数", RISKS, "count(distinct household_id) filter (where is_sudden)"),
    "known_household_count": ("已交办户数", STATUSES, "count(*)"),
    "answered_household_count": ("已反馈户数", STATUSES, f"count(*) filter (where {ANSWERED})"),
    "open_household_count": ("风险未结户数", OPEN, "count(distinct household_id)"),
    "silent_household_count": (
        "无新信息户数",
        OPEN,
        "count(distinct household_id) filter (where months_since_reported > 0)",
    ),
    "confirmed_household_count": ("属实户数", STATUSES, "count(*) filter (where status_code = 'confirmed')"),
}
LARGER_THAN_WHOLE = """
greatest(sudden_household_count, priority_household_count) > household_count
or silent_household_count > open_household_count
or confirmed_household_count > answered_household_count or answered_household_count > known_household_count
"""


def build_suite(build: BuiltMonth) -> GateSuite:
    """Every township of the county, none twice, reconciled with lists, risks and statuses."""
    parts = ours("汇总中部分户数不应大于整体，否则调度会按错数安排")
    complete = ours("汇总应列出全县每个乡镇（没有交办户的也列），缺了会以为未交办")
    townships = [township.code for township in children(build.county_code, build.month)]
    named = (
        "other.division_code = own.township_code and other.division_name = own.township_name "
        "and other.valid_from <= own.month and own.month < other.valid_to"
    )
    particular = (
        values_are("township_code", townships, complete, name="every_township"),
        matched("township_name_true", "reference.divisions", named, complete),
        no_row("parts_within_whole", LARGER_THAN_WHOLE, parts),
        *(_reconciled(build, column) for column in FIGURES),
    )
    return published_suite(build, "county_summary", "rpt_county_summary", particular)


def _reconciled(build: BuiltMonth, column: str) -> Check:
    label, relation, figure = FIGURES[column]
    concern = ours(f"县级汇总的“{label}”应与各乡镇明细相加一致，否则调度会按错数安排")
    query = UNLIKE.format(schema=build.schema_name, relation=relation, figure=figure, column=column)
    return no_result(f"{column}_agrees", query, concern)
