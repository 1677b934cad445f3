with households as (

    select * from {{ ref('int_households_composed') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        household_id,
        township_code,
        village_code,
        head_person_id,
        member_count
    from households

)

select * from described
