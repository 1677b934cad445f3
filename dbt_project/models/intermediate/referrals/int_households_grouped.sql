with explained as (

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

grouped as (

    select
        risks.household_id,
        priority_signals.priority_group
    from risks
    inner join priority_signals on risks.signal_code = priority_signals.signal_code
    where
        priority_signals.attribute is null
        or priority_signals.attribute = any(string_to_array(risks.attribute, '、'))
    union
    select
        households.household_id,
        priorities.priority_group
    from households
    inner join priorities
        on households.head_birth_month + make_interval(years => priorities.living_alone_from_age) <= {{ built_month() }}
    where households.member_count = 1
    union
    select
        explained.household_id,
        priorities.priority_group
    from explained
    inner join priorities on explained.is_sudden and priorities.is_sudden

)

select * from grouped
