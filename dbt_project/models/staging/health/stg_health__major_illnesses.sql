with pinned as (

    {{ pinned_rows('health_major_illnesses') }}

),

diagnosed as (

    select
        delivery_id,
        row_number,
        person_id,
        diagnosed_date as event_date,
        null::numeric(14, 2) as value_amount,
        illness_name as attribute,
        null::text as attribute_column
    from pinned

)

select * from diagnosed
