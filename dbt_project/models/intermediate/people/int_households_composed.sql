with people as (

    select * from {{ ref('int_people_resolved') }}

),

counted as (

    select
        household_id,
        count(*)::integer as member_count
    from people
    group by household_id

),

heads as (

    select distinct on (household_id)
        household_id,
        village_code,
        person_id as head_person_id,
        birth_month as head_birth_month
    from people
    order by household_id asc, is_head desc, row_number asc, person_id asc

),

composed as (

    select
        counted.household_id,
        heads.village_code,
        heads.head_person_id,
        heads.head_birth_month,
        counted.member_count,
        left(heads.village_code, 9) as township_code
    from counted
    inner join heads on counted.household_id = heads.household_id

)

select * from composed
