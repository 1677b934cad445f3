with pinned as (

    {{ pinned_rows('education_dropouts') }}

),

departed as (

    select
        delivery_id,
        row_number,
        person_id,
        left_school_date as event_date,
        null::numeric(14, 2) as value_amount,
        school_stage_code as attribute,
        'school_stage_code'::text as attribute_column
    from pinned

)

select * from departed
