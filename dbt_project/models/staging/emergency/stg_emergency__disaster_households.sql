with pinned as (

    {{ pinned_rows('emergency_disaster_households') }}

),

struck as (

    select
        delivery_id,
        row_number,
        head_person_id as person_id,
        loss_date as event_date,
        loss_amount as value_amount,
        disaster_kind_code as attribute,
        'disaster_kind_code'::text as attribute_column
    from pinned

)

select * from struck
