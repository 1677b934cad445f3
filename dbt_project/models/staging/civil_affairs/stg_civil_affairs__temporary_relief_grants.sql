with pinned as (

    {{ pinned_rows('civil_affairs_temporary_relief') }}

),

granted as (

    select
        delivery_id,
        row_number,
        person_id,
        relief_date as event_date,
        relief_amount as value_amount,
        relief_kind_code as attribute,
        'relief_kind_code'::text as attribute_column
    from pinned

)

select * from granted
