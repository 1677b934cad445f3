with listed as (

    select * from {{ ref('int_households_explained') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

risks as (

    select * from {{ ref('int_risks_known') }}

),

priorities as (

    select * from {{ ref('int_priorities_resolved') }}

),

priority_signals as (

    select * from {{ ref('int_priority_signals_labelled') }}

),

signalled as (

    select
        risks.household_id,
        priority_signals.priority_group
    from risks
    inner join priority_signals on risks.signal_code = priority_signals.signal_code
    where
        priority_signals.attribute is null
        or priority_signals.attribute = any(string_to_array(risks.attribute, '、'))

),

living_alone as (

    select
        households.household_id,
        priorities.priority_group
    from households
    inner join priorities
        on households.head_birth_month + make_interval(years => priorities.living_alone_from_age) <= {{ built_month() }}
    where households.member_count = 1

),

struck as (

    select
        listed.household_id,
        priorities.priority_group
    from listed
    inner join priorities on listed.is_sudden and priorities.is_sudden

),

fitting as (

    select * from signalled
    union
    select * from living_alone
    union
    select * from struck

),

prioritised as (

    select distinct on (listed.household_id)
        listed.household_id,
        priorities.priority_group,
        priorities.priority_label,
        coalesce(priorities.urgency_rank, 99) as urgency_rank
    from listed
    left join fitting on listed.household_id = fitting.household_id
    left join priorities on fitting.priority_group = priorities.priority_group
    order by listed.household_id asc, priorities.urgency_rank asc nulls last

)

select * from prioritised
