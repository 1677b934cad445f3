with pinned as (

    {{ pinned_rows('civil_affairs_tekun') }}

),

granted as (

    select
        delivery_id,
        row_number,
        person_id,
        approved_date as event_date,
        monthly_benefit_amount as value_amount,
        null::text as attribute,
        null::text as attribute_column
    from pinned

)

select * from granted
