with pinned as (

    {{ pinned_rows('housing_dangerous_houses') }}

),

appraised as (

    select
        delivery_id,
        row_number,
        head_person_id as person_id,
        appraised_date as event_date,
        null::numeric(14, 2) as value_amount,
        house_grade_code as attribute,
        'house_grade_code'::text as attribute_column
    from pinned

)

select * from appraised
