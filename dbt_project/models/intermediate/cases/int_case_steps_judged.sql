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
        0 as case_number,
        null::text as step_code,
        null::date as step_date,
        null::text as illegality_code,
        null::text as standing_code,
        null::date as standing_date,
        null::date as standing_over_date,
        null::text as reached_code,
        null::date as reached_date,
        null::date as reached_over_date,
        null::bigint as delivery_id,
        null::integer as row_number
    from known
    where step_number = 1
    union all
    select
        known.household_id,
        known.step_number,
        followed.case_number
        + (judgement.illegality_code is null and coalesce(steps.begins_case, false))::integer as case_number,
        known.step_code,
        known.step_date,
        judgement.illegality_code,
        followed.reached_code as standing_code,
        followed.reached_date as standing_date,
        followed.reached_over_date as standing_over_date,
        case when judgement.illegality_code is null then known.step_code else followed.reached_code end
            as reached_code,
        case when judgement.illegality_code is null then known.step_date else followed.reached_date end
            as reached_date,
        case when judgement.illegality_code is null then known.over_date else followed.reached_over_date end
            as reached_over_date,
        known.delivery_id,
        known.row_number
    from followed
    inner join known
        on followed.household_id = known.household_id and known.step_number = followed.step_number + 1
    left join steps on known.step_code = steps.step_code
    cross join lateral (
        select
            case
                when steps.step_code is null then 'unknown_step'
                when followed.reached_code is null and not steps.begins_case then 'not_opened'
                when followed.reached_code is null then null
                when not followed.reached_code = any(steps.after_codes) then 'not_after'
                when known.step_date < followed.reached_over_date then 'too_early'
            end as illegality_code
    ) as judgement

),

judged as (

    select
        household_id,
        step_number,
        case_number,
        step_code,
        step_date,
        illegality_code,
        illegality_code is not null as is_held,
        standing_code,
        standing_date,
        standing_over_date,
        delivery_id,
        row_number
    from followed
    where step_number > 0

)

select * from judged
