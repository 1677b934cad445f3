with people as (

    select * from {{ ref('int_people_resolved') }}

),

members_before as (

    select * from {{ ref('stg_published__household_members') }}

),

baseline as (

    select count(*) > 0 as is_known from members_before

),

compared as (

    select
        members_before.household_id as from_household_id,
        people.household_id as to_household_id,
        members_before.relation_code as from_relation_code,
        people.relation_code,
        people.birth_month,
        coalesce(people.person_id, members_before.person_id) as person_id,
        coalesce(members_before.is_head, false) as was_head,
        coalesce(people.is_head, false) as is_head
    from people
    full join members_before on people.person_id = members_before.person_id
    cross join baseline
    where
        baseline.is_known
        and row(members_before.household_id, coalesce(members_before.is_head, false))
        is distinct from row(people.household_id, coalesce(people.is_head, false))

)

select * from compared
