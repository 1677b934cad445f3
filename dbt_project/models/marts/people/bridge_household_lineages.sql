with lineages as (

    select * from {{ ref('int_households_succeeded') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        from_household_id,
        to_household_id,
        lineage_code,
        moved_member_count,
        from_member_count,
        to_member_count
    from lineages

)

select * from described
