with listed as (

    select * from {{ ref('stg_rural_revitalization__case_steps') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

steps as (

    select * from {{ ref('int_case_steps_resolved') }}

),

-- What lists say twice was done once; what was done after the month is not known to it.
taken as (

    select distinct on (people.household_id, listed.step_date, listed.step_code)
        people.household_id,
        listed.step_code,
        listed.step_date,
        listed.delivery_id,
        listed.row_number
    from listed
    inner join people on listed.head_person_id = people.person_id
    where people.household_id is not null and listed.step_date <= {{ month_end() }}
    order by
        people.household_id asc,
        listed.step_date asc,
        listed.step_code asc,
        listed.delivery_id asc,
        listed.row_number asc

),

placed as (

    select
        taken.household_id,
        taken.step_code,
        taken.step_date,
        steps.step_position,
        coalesce({{ due_day('taken.step_date', 'steps.least_day_count', 'steps.least_unit_code') }}, taken.step_date)
            as over_date,
        taken.delivery_id,
        taken.row_number
    from taken
    left join steps on taken.step_code = steps.step_code

),

-- Of one day the steps come in the order of the procedure.
known as (

    select
        household_id,
        step_code,
        step_date,
        over_date,
        delivery_id,
        row_number,
        (row_number() over (
            partition by household_id
            order by step_date asc, step_position asc nulls last, step_code collate "C" asc
        ))::integer as step_number
    from placed

)

select * from known
