with pinned as (

    {{ pinned_rows('medical_insurance_settlements') }}

),

settled as (

    select
        delivery_id,
        row_number,
        person_id,
        settled_date as event_date,
        self_paid_amount as value_amount,
        null::text as attribute,
        null::text as attribute_column
    from pinned

)

select * from settled
