with pinned as (

    {{ pinned_rows('water_unsafe_households') }}

),

found as (

    select
        delivery_id,
        row_number,
        head_person_id as person_id,
        found_date as event_date,
        null::numeric(14, 2) as value_amount,
        water_problem_code as attribute,
        'water_problem_code'::text as attribute_column
    from pinned

)

select * from found
