with households as (

    select * from {{ ref('int_household_members_counted') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        household_id,
        member_count,
        urban_dibao_member_count,
        counted_member_count,
        is_without_labour
    from households

)

select * from described
