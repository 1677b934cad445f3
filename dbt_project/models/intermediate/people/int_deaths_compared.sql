with deaths as (

    select * from {{ ref('int_deaths_known') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

members_before as (

    select * from {{ ref('stg_published__household_members') }}

),

located as (

    select
        deaths.person_id,
        deaths.death_date as happened_date,
        deaths.first_listed_month,
        members_before.household_id as from_household_id,
        people.household_id as to_household_id
    from deaths
    left join people on deaths.person_id = people.person_id
    left join members_before on deaths.person_id = members_before.person_id

),

compared as (

    select
        person_id,
        from_household_id,
        to_household_id,
        'died' as event_code,
        happened_date
    from located
    where first_listed_month = {{ built_month() }}
    union all
    select
        person_id,
        from_household_id,
        to_household_id,
        'dead_listed' as event_code,
        happened_date
    from located
    where to_household_id is not null and happened_date < {{ built_month() }} + interval '1 month'

)

select * from compared
