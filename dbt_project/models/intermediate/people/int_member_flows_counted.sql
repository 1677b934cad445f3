with people as (

    select * from {{ ref('int_people_resolved') }}

),

members_before as (

    select * from {{ ref('stg_published__household_members') }}

),

flows as (

    select
        members_before.household_id as from_household_id,
        people.household_id as to_household_id,
        count(*)::integer as moved_member_count
    from members_before
    inner join people on members_before.person_id = people.person_id
    group by members_before.household_id, people.household_id

),

sizes_before as (

    select
        household_id,
        count(*)::integer as from_member_count
    from members_before
    group by household_id

),

sizes as (

    select
        household_id,
        count(*)::integer as to_member_count
    from people
    group by household_id

),

ranked as (

    select
        *,
        row_number() over (
            partition by from_household_id
            order by moved_member_count desc, (from_household_id = to_household_id) desc, to_household_id asc
        ) = 1 as is_best_of_from,
        row_number() over (
            partition by to_household_id
            order by moved_member_count desc, (from_household_id = to_household_id) desc, from_household_id asc
        ) = 1 as is_best_of_to
    from flows

),

counted as (

    select
        ranked.from_household_id,
        ranked.to_household_id,
        ranked.moved_member_count,
        sizes_before.from_member_count,
        sizes.to_member_count,
        ranked.is_best_of_from,
        ranked.is_best_of_from and ranked.is_best_of_to and (
            ranked.from_household_id = ranked.to_household_id
            or 2 * ranked.moved_member_count >= sizes_before.from_member_count
        ) as is_successor
    from ranked
    inner join sizes_before on ranked.from_household_id = sizes_before.household_id
    inner join sizes on ranked.to_household_id = sizes.household_id

)

select * from counted
