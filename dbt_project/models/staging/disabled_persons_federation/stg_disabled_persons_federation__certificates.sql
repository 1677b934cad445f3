with pinned as (

    {{ pinned_rows('disability_certificates') }}

),

certified as (

    select
        delivery_id,
        row_number,
        person_id,
        certified_date as event_date,
        null::numeric(14, 2) as value_amount,
        disability_grade_code as attribute,
        'disability_grade_code'::text as attribute_column
    from pinned

)

select * from certified
