with households as (

    select * from {{ source('published', 'dim_households') }}

),

earlier as (

    select
        household_id,
        village_code,
        head_person_id
    from households
    where
        county_code = {{ county() }}
        and valid_from < {{ built_month() }} and valid_to >= {{ built_month() }}

)

select * from earlier
