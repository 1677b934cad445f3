with grids as (

    select * from {{ ref('int_grids_listed') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        grid_code,
        grid_name,
        township_code,
        village_code,
        grid_exception_note
    from grids

)

select * from described
