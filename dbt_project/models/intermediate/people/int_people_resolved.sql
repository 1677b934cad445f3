with members as (

    select * from {{ ref('stg_rural_revitalization__household_members') }}

),

resolved as (

    select
        person_id,
        household_id,
        row_number,
        relation_code,
        sex_code,
        birth_month,
        village_code,
        relation_code = 'head' as is_head
    from members

)

select * from resolved
