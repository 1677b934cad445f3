with pinned as (

    {{ pinned_rows('police_accidents') }}

),

suffered as (

    select
        delivery_id,
        row_number,
        person_id,
        accident_date as event_date,
        null::numeric(14, 2) as value_amount,
        accident_kind_code as attribute,
        'accident_kind_code'::text as attribute_column
    from pinned

)

select * from suffered
