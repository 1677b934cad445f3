with households as (

    select * from {{ ref('int_households_composed') }}

),

households_before as (

    select * from {{ ref('stg_published__households') }}

),

flows as (

    select * from {{ ref('int_member_flows_counted') }}
    where is_successor

),

places as (

    select * from {{ ref('int_divisions_succeeded') }}

),

located as (

    select
        households_before.household_id,
        coalesce(places.present_code, households_before.village_code) as village_code
    from households_before
    left join places on households_before.village_code = places.division_code

),

moved as (

    select
        households.head_person_id as person_id,
        flows.from_household_id,
        flows.to_household_id,
        located.village_code as from_village_code,
        households.village_code as to_village_code,
        case
            when left(located.village_code, 9) = left(households.village_code, 9) then 'moved_village'
            else 'moved_township'
        end as event_code
    from flows
    inner join households on flows.to_household_id = households.household_id
    inner join located on flows.from_household_id = located.household_id
    where located.village_code <> households.village_code

)

select * from moved
