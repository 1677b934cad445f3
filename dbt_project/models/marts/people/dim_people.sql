with people as (

    select * from {{ ref('int_people_resolved') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        person_id,
        sex_code,
        birth_month
    from people

)

select * from described
