with moved as (

    select * from {{ ref('int_members_moved') }}

),

deaths as (

    select * from {{ ref('int_deaths_compared') }}

),

households as (

    select * from {{ ref('int_households_moved') }}

),

heads as (

    select * from {{ ref('int_members_compared') }}
    where is_head and not was_head and from_household_id is not null

),

gathered as (

    select
        person_id,
        from_household_id,
        to_household_id,
        event_code,
        happened_date
    from moved
    union all
    select
        person_id,
        from_household_id,
        to_household_id,
        event_code,
        happened_date
    from deaths
    union all
    select
        person_id,
        from_household_id,
        to_household_id,
        event_code,
        null as happened_date
    from households
    union all
    select
        person_id,
        from_household_id,
        to_household_id,
        'became_head' as event_code,
        null as happened_date
    from heads

)

select * from gathered
