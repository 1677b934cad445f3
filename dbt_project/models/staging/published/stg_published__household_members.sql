with members as (

    select * from {{ source('published', 'bridge_household_members') }}

),

earlier as (

    select
        household_id,
        person_id,
        relation_code,
        is_head
    from members
    where
        county_code = {{ county() }}
        and valid_from < {{ built_month() }} and valid_to >= {{ built_month() }}

)

select * from earlier
