with explained as (

    select * from {{ ref('int_households_explained') }}

),

grouped as (

    select * from {{ ref('int_households_grouped') }}

),

priorities as (

    select * from {{ ref('int_priorities_resolved') }}

),

prioritised as (

    select distinct on (explained.household_id)
        explained.household_id,
        priorities.priority_group,
        priorities.priority_label,
        coalesce(priorities.urgency_rank, 99) as urgency_rank
    from explained
    left join grouped on explained.household_id = grouped.household_id
    left join priorities on grouped.priority_group = priorities.priority_group
    order by explained.household_id asc, priorities.urgency_rank asc nulls last

)

select * from prioritised
