with pinned as (

    {{ pinned_rows('formerly_registered_people', months='newest') }}

),

listed as (

    select
        delivery_id,
        row_number,
        person_id
    from pinned

)

select * from listed
