with pinned as (

    {{ pinned_rows('long_absent_households', months='newest') }}

),

listed as (

    select
        delivery_id,
        row_number,
        head_person_id,
        absent_since_date
    from pinned

)

select * from listed
