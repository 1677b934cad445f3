{%- set counted = 'followed.illegality_code is null' -%}
{%- set reached_code = 'case when ' ~ counted ~ ' then followed.step_code else followed.standing_code end' -%}
{%- set reached_date = 'case when ' ~ counted ~ ' then followed.step_date else followed.standing_date end' -%}
{%- set reached_over_date = 'case when ' ~ counted ~ ' then followed.over_date else followed.standing_over_date end' -%}

with recursive known as (

    select * from {{ ref('int_case_steps_known') }}

),

steps as (

    select * from {{ ref('int_case_steps_resolved') }}

),

-- Each step against the last one that counted; one that may not be changes nothing.
followed as (

    select
        household_id,
        0 as step_number,
        0 as opened_count,
        false as begins_case,
        null::text as step_code,
        null::date as step_date,
        null::date as over_date,
        null::text as standing_code,
        null::date as standing_date,
        null::date as standing_over_date,
        null::text as illegality_code,
        null::bigint as delivery_id,
        null::integer as row_number
    from known
    where step_number = 1
    union all
    select
        known.household_id,
        known.step_number,
        followed.opened_count + ({{ counted }} and followed.begins_case)::integer as opened_count,
        coalesce(steps.begins_case, false) as begins_case,
        known.step_code,
        known.step_date,
        known.over_date,
        {{ reached_code }} as standing_code,
        {{ reached_date }} as standing_date,
        {{ reached_over_date }} as standing_over_date,
        case
            when steps.step_code is null then 'unknown_step'
            when {{ reached_code }} is null and not steps.begins_case then 'not_opened'
            when not {{ reached_code }} = any(steps.after_codes) then 'not_after'
            when known.step_date < {{ reached_over_date }} then 'too_early'
        end as illegality_code,
        known.delivery_id,
        known.row_number
    from followed
    inner join known
        on followed.household_id = known.household_id and known.step_number = followed.step_number + 1
    left join steps on known.step_code = steps.step_code

),

judged as (

    select
        household_id,
        step_number,
        step_code,
        step_date,
        illegality_code,
        standing_code,
        standing_date,
        standing_over_date,
        delivery_id,
        row_number,
        opened_count + (illegality_code is null and begins_case)::integer as case_number,
        illegality_code is not null as is_held
    from followed
    where step_number > 0

)

select * from judged
