with people as (

    select * from {{ ref('int_people_resolved') }}

),

related as (

    select
        {{ county() }}::text as county_code,
        household_id,
        person_id,
        relation_code,
        is_head
    from people

)

select * from related
