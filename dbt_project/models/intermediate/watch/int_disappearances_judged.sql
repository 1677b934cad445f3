with profiles as (

    select * from {{ ref('int_quality_households_profiled') }}
    where is_open

),

members as (

    select * from {{ ref('stg_rural_revitalization__monitored_members') }}
    where is_accepted

),

deaths as (

    select * from {{ ref('int_deaths_known') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

counted as (

    select
        profiles.household_id,
        count(members.person_id) as member_count,
        count(deaths.person_id) as dead_count
    from profiles
    left join members on profiles.household_id = members.household_id
    left join deaths on members.person_id = deaths.person_id
    group by profiles.household_id

),

judged as (

    select
        counted.household_id,
        case
            when counted.member_count > 0 and counted.dead_count = counted.member_count then 'died'
            when households.household_id is null then 'moved'
        end as disappearance_code
    from counted
    left join households on counted.household_id = households.household_id

)

select * from judged
