with timed as (

    select * from {{ ref('int_urgent_cases_timed') }}

),

-- A household of no register of the month stands where it was when struck.
households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        timed.household_id,
        coalesce(households.township_code, timed.township_code) as township_code,
        coalesce(households.village_code, timed.village_code) as village_code,
        coalesce(households.head_person_id, timed.head_person_id) as head_person_id,
        timed.urgent_kind_code,
        timed.kind_label,
        timed.urgent_event_date,
        timed.referral_month,
        timed.reported_date,
        timed.check_due_date,
        timed.relief_due_date,
        timed.lane_label,
        timed.lane_department_code,
        timed.status_code,
        timed.status_label,
        timed.check_date,
        timed.relief_date,
        timed.is_checked,
        timed.is_relieved,
        timed.check_overdue_day_count,
        timed.relief_overdue_day_count
    from timed
    left join households on timed.household_id = households.household_id

)

select * from located
