with flows as (

    select * from {{ ref('int_member_flows_counted') }}

),

identities_before as (

    select * from {{ ref('stg_published__household_identities') }}

),

succeeded as (

    select
        flows.to_household_id as household_id,
        coalesce(identities_before.enduring_household_id, flows.from_household_id) as enduring_household_id
    from flows
    left join identities_before on flows.from_household_id = identities_before.household_id
    where flows.is_successor

),

traced as (

    select * from succeeded
    where household_id <> enduring_household_id

)

select * from traced
