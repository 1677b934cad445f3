with divisions as (

    select * from {{ ref('int_divisions_listed') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        division_code,
        division_name,
        level_code,
        parent_code
    from divisions

)

select * from described
