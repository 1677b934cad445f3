with pinned as (

    {{ pinned_rows('household_register', months='newest') }}

),

registered as (

    select
        row_number,
        person_id,
        household_id,
        relation_code,
        sex_code,
        birth_month,
        village_code
    from pinned

)

select * from registered
