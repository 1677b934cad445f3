with worded as (

    select * from {{ ref('int_cases_worded') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        worded.household_id,
        households.township_code,
        households.village_code,
        households.head_person_id,
        worded.case_number,
        worded.opened_date,
        worded.decided_date,
        worded.step_code,
        worded.step_label,
        worded.step_date,
        worded.next_step_code,
        worded.next_step_label,
        worded.holder_code,
        worded.holder_label,
        worded.limit_date,
        worded.limit_unit_code,
        worded.overdue_day_count,
        worded.case_limit_date,
        worded.total_unit_code,
        worded.case_overdue_day_count,
        worded.deadline_code,
        worded.reason_text
    from worded
    inner join households on worded.household_id = households.household_id

)

select * from located
