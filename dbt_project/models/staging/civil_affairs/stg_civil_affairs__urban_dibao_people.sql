with pinned as (

    {{ pinned_rows('civil_affairs_dibao_roll', months='newest') }}

),

listed as (

    select
        delivery_id,
        row_number,
        person_id
    from pinned
    where area_code = 'urban'

)

select * from listed
