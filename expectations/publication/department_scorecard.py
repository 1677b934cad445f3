"""The scorecard: every department of the policy once, its counts add up and its score lies between 0 and 100."""

from shouwang.gates.checks import GateSuite, no_result, no_row, within
from shouwang.gates.contracts import ours, published_suite
from shouwang.gates.deliveries import BuiltMonth

FORGOTTEN = """
select distinct feed.department_code as row_reference
from reference.policy_feeds as expected
inner join reference.feeds as feed on feed.feed = expected.feed
where expected.policy_version = '{policy_version}'
    and feed.department_code not in (select department_code from {{batch}})
"""
UNLIKE = """
select own.row_reference
from (select * from {{batch}}) as own
inner join (
    select department_code, count(*) filter (where is_due) as due_count,
        count(*) filter (where arrival_code = 'missing') as missing_count
    from {schema}.rpt_feed_arrivals group by department_code
) as arrivals on arrivals.department_code = own.department_code
where row(own.expected_count, own.missing_count) <> row(arrivals.due_count, arrivals.missing_count)
"""
UNADDED = "rows_in <> rows_accepted + rows_held or on_time_count + late_count + missing_count > expected_count"
UNMEASURED = "expected_count > 0 and (quality_score is null or timeliness_share is null)"
SHARES = ("timeliness", "completeness", "validity", "uniqueness", "steadiness", "truth")


def build_suite(build: BuiltMonth) -> GateSuite:
    """Nobody is left out, nobody is judged on figures that do not add up."""
    complete = ours("评分应列出政策要求报送的每个部门，漏列就没有人督促")
    added = ours("评分所依据的份数、行数应与报送情况一致，否则会冤枉或放过部门")
    bounded = ours("得分应在0至100之间、各项得分率应在0至1之间，否则无法比较")
    particular = (
        no_result("every_department_listed", FORGOTTEN.format(policy_version=build.policy_version), complete),
        no_result("counts_agree_with_arrivals", UNLIKE.format(schema=build.schema_name), added),
        no_row("counts_add_up", UNADDED, added),
        no_row("who_owes_is_scored", UNMEASURED, bounded),
        within("quality_score", (0, 100), bounded),
        *(within(f"{name}_share", (0, 1), bounded) for name in SHARES),
    )
    return published_suite(build, "department_scorecard", "rpt_department_scorecard", particular)
