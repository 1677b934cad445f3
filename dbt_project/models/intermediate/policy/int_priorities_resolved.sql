with priorities as (

    select * from {{ source('reference', 'policy_priorities') }}

),

ages as (

    select
        policy_version,
        parameter,
        value::integer as living_alone_from_age
    from {{ source('reference', 'policy_parameters') }}
    where valid_from <= {{ built_month() }} and valid_to > {{ built_month() }}

),

resolved as (

    select
        priorities.priority_group,
        priorities.priority_label,
        priorities.urgency_rank,
        ages.living_alone_from_age,
        priorities.is_sudden
    from priorities
    left join ages
        on
            priorities.policy_version = ages.policy_version
            and priorities.living_alone_from_age_parameter = ages.parameter
    where priorities.policy_version = {{ policy_version() }}

)

select * from resolved
