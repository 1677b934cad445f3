with worded as (

    select * from {{ ref('int_case_steps_worded') }}

),

kept as (

    select
        {{ county() }}::text as county_code,
        household_id,
        step_code,
        step_date,
        step_label,
        case_number,
        is_held,
        illegality_code,
        found_text,
        standing_to_date,
        holder_code,
        limit_date,
        limit_unit_code,
        late_day_count,
        delivery_id,
        row_number
    from worded

)

select * from kept
