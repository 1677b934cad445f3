with divisions as (

    select * from {{ source('reference', 'divisions') }}

),

townships as (

    select
        division_code as township_code,
        division_name as township_name
    from divisions
    where
        level_code = 'township' and county_code = {{ county() }}
        and valid_from <= {{ built_month() }} and {{ built_month() }} < valid_to

)

select * from townships
