with priorities as (

    select * from {{ source('reference', 'policy_priorities') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        priorities.priority_group,
        priorities.priority_label,
        priorities.urgency_rank,
        priorities.is_sudden,
        parameters.parameter_value::integer as living_alone_from_age
    from priorities
    left join parameters on priorities.living_alone_from_age_parameter = parameters.parameter_code
    where priorities.policy_version = {{ policy_version() }}

)

select * from resolved
