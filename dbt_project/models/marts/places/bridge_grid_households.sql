with households as (

    select * from {{ ref('int_grid_households_placed') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        household_id,
        grid_code,
        is_listed
    from households

)

select * from described
