with pinned as (

    {{ pinned_rows('civil_affairs_temporary_relief', months='all') }}

),

granted as (

    select
        delivery_id,
        row_number,
        person_id,
        relief_date
    from pinned

)

select * from granted
