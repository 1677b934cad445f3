"""Whether the working days a build's clocks run on are known: a year nobody knows is refused, never guessed."""

from psycopg2.extensions import cursor as Cursor

from shouwang.build.builds import Build

# The last day of the month, and the day that lies the longest limit after the last step of a case in that month.
MISSING = """
with own as (
    select * from reference.working_days where area_code = (
        select max(area_code) from reference.working_days where %(county_code)s like area_code || '%%'
    )
),
limits as (
    select max(parameter.value) as longest
    from reference.policy_parameters as parameter
    where parameter.policy_version = %(policy_version)s and parameter.unit = 'working_days'
        and parameter.valid_from <= %(month)s and %(month)s < parameter.valid_to
        and exists (
            select from reference.policy_procedures as procedure
            where procedure.policy_version = parameter.policy_version
                and parameter.parameter = procedure.total_parameter
            union all
            select from reference.policy_case_steps as step
            where step.policy_version = parameter.policy_version
                and parameter.parameter in (step.limit_parameter, step.minimum_parameter)
        )
),
steps as (
    select max(landed.step_date) as last_date
    from landing.case_steps as landed
    inner join ops.build_inputs as inputs on landed.delivery_id = inputs.delivery_id
    where inputs.build_id = %(build_id)s and landed.is_accepted
        and landed.step_date < %(month)s + interval '1 month'
)
select extract(year from max(own.day))::integer + 1
from own
cross join limits
cross join steps
where limits.longest is not null and steps.last_date is not null
group by limits.longest, steps.last_date
having max(own.day) < (%(month)s + interval '1 month')::date - 1
    or max(own.working_day_number)
        < max(own.working_day_number) filter (where own.day <= steps.last_date) + limits.longest
"""


class UnknownYear(LookupError):
    """The clocks of cases need working days of a year that nobody has written down."""


def require_known_days(cursor: Cursor, build: Build) -> None:
    """UnknownYear, naming the file to write, when a limit in working days could end on a day nobody knows."""
    cursor.execute(MISSING, vars(build))
    row = cursor.fetchone()
    if row is not None:
        file = f"{build.county_code}.working_days.csv"
        raise UnknownYear(
            f"{row[0]}年哪些天上班还不知道，{build.county_code} 在 {build.month:%Y-%m} 的办理时限无从计算；"
            f"请按国务院办公厅该年放假通知写 {file}（表头：日期,安排,依据；安排写上班或休息），"
            "放入政策目录（plugins/shouwang/policies 或 SHOUWANG_POLICIES），执行 migrate 后重新运行"
        )
