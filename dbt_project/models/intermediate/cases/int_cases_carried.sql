with timed as (

    select * from {{ ref('int_case_steps_timed') }}
    where not is_held

),

steps as (

    select * from {{ ref('int_case_steps_resolved') }}

),

procedures as (

    select * from {{ ref('int_procedures_resolved') }}

),

known as (

    select * from {{ ref('int_case_steps_known') }}

),

-- How the household's newest case began, whether it was decided, and how often one before came to its end.
opened as (

    select
        timed.household_id,
        timed.case_number,
        min(timed.step_date) as opened_date,
        min(timed.step_date) filter (where steps.ends_case) as decided_date
    from timed
    inner join steps on timed.step_code = steps.step_code
    group by timed.household_id, timed.case_number

),

standing as (

    select distinct on (timed.household_id)
        timed.household_id,
        timed.case_number,
        timed.step_code,
        timed.step_label,
        timed.step_date,
        known.over_date,
        opened.opened_date,
        opened.decided_date
    from timed
    inner join known on timed.household_id = known.household_id and timed.step_number = known.step_number
    inner join opened on timed.household_id = opened.household_id and timed.case_number = opened.case_number
    order by timed.household_id asc, timed.step_number desc

),

-- What is expected next is the first in the order of the procedure that may follow and opens no new case.
expected as (

    select distinct on (earlier.step_code)
        earlier.step_code as standing_code,
        later.step_code as next_step_code,
        later.step_label as next_step_label,
        later.holder_code,
        later.holder_label,
        later.limit_day_count,
        later.limit_unit_code,
        later.document_number,
        later.clause
    from steps as earlier
    inner join steps as later
        on earlier.step_code = any(later.after_codes) and earlier.step_position < later.step_position
    where not later.begins_case and not (earlier.ends_case and later.ends_case)
    order by earlier.step_code asc, later.step_position asc

),

limited as (

    select
        standing.*,
        expected.next_step_code,
        expected.next_step_label,
        expected.holder_code,
        expected.holder_label,
        expected.limit_day_count,
        expected.limit_unit_code,
        expected.document_number,
        expected.clause,
        procedures.total_day_count,
        procedures.total_unit_code,
        procedures.total_clause,
        procedures.warning_day_count,
        {{ due_day('standing.over_date', 'expected.limit_day_count', 'expected.limit_unit_code') }} as limit_date,
        case
            when standing.decided_date is null
                then {{ due_day('standing.opened_date', 'procedures.total_day_count', 'procedures.total_unit_code') }}
        end as case_limit_date
    from standing
    left join expected on standing.step_code = expected.standing_code
    cross join procedures

),

counted as (

    select
        *,
        greatest({{ days_past('limit_date', month_end(), 'limit_unit_code') }}, 0) as overdue_day_count,
        greatest({{ days_past('case_limit_date', month_end(), 'total_unit_code') }}, 0) as case_overdue_day_count
    from limited

),

-- A limit in working days is overdue from the first working day after it.
carried as (

    select
        *,
        case
            when greatest(overdue_day_count, case_overdue_day_count) > 0 then 'overdue'
            when least(limit_date, case_limit_date) <= {{ month_end() }} + warning_day_count then 'due_soon'
            when least(limit_date, case_limit_date) is not null then 'in_time'
            else 'unlimited'
        end as deadline_code
    from counted

)

select * from carried
