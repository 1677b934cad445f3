with measures as (

    select * from {{ ref('int_household_measures_gathered') }}

),

conditions as (

    select * from {{ ref('int_category_conditions_resolved') }}

),

known as (

    select distinct measures.household_id
    from measures
    inner join conditions on measures.measure_code = conditions.measure_code
    where conditions.unknown_code = 'not_judged'

),

compared as (

    select
        known.household_id,
        conditions.category_code,
        conditions.condition_position,
        conditions.unknown_code,
        measures.is_complete,
        case conditions.limit_operator
            when 'under' then measures.measured_amount < conditions.limit_amount
            when 'at_most' then measures.measured_amount <= conditions.limit_amount
            when 'over' then measures.measured_amount > conditions.limit_amount
            when 'at_least' then measures.measured_amount >= conditions.limit_amount
        end as is_within
    from known
    cross join conditions
    left join measures
        on known.household_id = measures.household_id and conditions.measure_code = measures.measure_code

),

judged as (

    select
        household_id,
        category_code,
        condition_position,
        unknown_code,
        case when not is_within then false when is_complete then is_within end as is_met
    from compared

)

select * from judged
