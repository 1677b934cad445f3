with pinned as (

    {{ pinned_rows('human_resources_cancelled_posts') }}

),

cancelled as (

    select
        delivery_id,
        row_number,
        person_id,
        post_cancelled_date as event_date,
        null::numeric(14, 2) as value_amount,
        post_name as attribute,
        null::text as attribute_column
    from pinned

)

select * from cancelled
