with listed as (

    select * from {{ ref('stg_departments__people_listed') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

divisions as (

    select * from {{ ref('int_divisions_listed') }}

),

villages as (

    select
        townships.division_name as township_name,
        villages.division_name as village_name,
        min(villages.division_code) as village_code
    from divisions as villages
    inner join divisions as townships on villages.parent_code = townships.division_code
    where villages.level_code = 'village'
    group by townships.division_name, villages.division_name
    having count(*) = 1

),

heads as (

    select
        listed.delivery_id,
        listed.household_id,
        min(people.household_id) as register_household_id
    from listed
    inner join people on listed.person_id = people.person_id
    where listed.relation_code = 'head'
    group by listed.delivery_id, listed.household_id

),

claimed as (

    select
        listed.feed,
        listed.delivery_id,
        listed.row_number,
        listed.person_id,
        listed.relation_code,
        villages.village_code,
        coalesce(households.household_id, heads.register_household_id, listed.household_id) as household_id
    from listed
    left join households on listed.household_id = households.household_id
    left join heads on listed.delivery_id = heads.delivery_id and listed.household_id = heads.household_id
    left join villages on listed.township_name = villages.township_name and listed.village_name = villages.village_name

)

select * from claimed
