with pinned as (

    {{ pinned_rows('civil_affairs_orphans') }}

),

recognised as (

    select
        delivery_id,
        row_number,
        person_id,
        approved_date as event_date,
        null::numeric(14, 2) as value_amount,
        orphan_kind_code as attribute,
        'orphan_kind_code'::text as attribute_column
    from pinned

)

select * from recognised
