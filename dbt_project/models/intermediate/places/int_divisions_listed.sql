with divisions as (

    select * from {{ source('reference', 'divisions') }}

),

listed as (

    select
        division_code,
        division_name,
        level_code,
        parent_code
    from divisions
    where
        county_code = {{ county() }} and level_code in ('county', 'township', 'village')
        and valid_from <= {{ built_month() }} and {{ built_month() }} < valid_to

)

select * from listed
