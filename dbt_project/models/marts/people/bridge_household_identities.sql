with households as (

    select * from {{ ref('int_households_traced') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        household_id,
        enduring_household_id
    from households

)

select * from described
