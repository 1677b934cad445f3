with pinned as (

    {{ pinned_rows('civil_affairs_left_relief', months='all') }}

),

listed as (

    select
        delivery_id,
        row_number,
        person_id,
        left_date,
        left_kind_code as low_income_kind_code
    from pinned

)

select * from listed
