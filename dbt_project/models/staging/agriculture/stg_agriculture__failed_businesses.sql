with pinned as (

    {{ pinned_rows('agriculture_failed_businesses') }}

),

reported as (

    select
        delivery_id,
        row_number,
        head_person_id as person_id,
        loss_date as event_date,
        loss_amount as value_amount,
        farm_business as attribute,
        null::text as attribute_column
    from pinned

)

select * from reported
