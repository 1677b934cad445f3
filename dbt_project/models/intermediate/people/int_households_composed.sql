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

places as (

    select * from {{ ref('int_divisions_succeeded') }}

),

located as (

    select
        heads.*,
        coalesce(places.present_code, heads.village_code) as present_village_code
    from heads
    left join places on heads.village_code = places.division_code

),

composed as (

    select
        counted.household_id,
        located.present_village_code as village_code,
        located.head_person_id,
        located.head_birth_month,
        counted.member_count,
        left(located.present_village_code, 9) as township_code
    from counted
    inner join located on counted.household_id = located.household_id

)

select * from composed
