with identities as (

    select * from {{ source('published', 'bridge_household_identities') }}

),

earlier as (

    select
        household_id,
        enduring_household_id
    from identities
    where
        county_code = {{ county() }}
        and valid_from < {{ built_month() }} and valid_to >= {{ built_month() }}

)

select * from earlier
