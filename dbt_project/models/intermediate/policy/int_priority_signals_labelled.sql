with priority_signals as (

    select * from {{ source('reference', 'policy_priority_signals') }}

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}

),

labelled as (

    select distinct
        priority_signals.priority_group,
        priority_signals.signal_code,
        coalesce(code_labels.label, priority_signals.attribute) as attribute
    from priority_signals
    left join code_labels on priority_signals.attribute = code_labels.code
    where priority_signals.policy_version = {{ policy_version() }}

)

select * from labelled
