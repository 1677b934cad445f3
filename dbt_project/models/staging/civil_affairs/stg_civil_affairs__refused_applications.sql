with pinned as (

    {{ pinned_rows('civil_affairs_refused_applications', months='all') }}

),

decided as (

    select
        delivery_id,
        row_number,
        person_id,
        decided_date
    from pinned

)

select * from decided
