with pinned as (

    {{ pinned_rows('human_resources_abnormal_employment') }}

),

found as (

    select
        delivery_id,
        row_number,
        person_id,
        found_date as event_date,
        null::numeric(14, 2) as value_amount,
        employment_state_code as attribute,
        'employment_state_code'::text as attribute_column
    from pinned

)

select * from found
