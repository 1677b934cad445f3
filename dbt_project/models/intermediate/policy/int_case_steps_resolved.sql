with steps as (

    select * from {{ source('reference', 'policy_case_steps') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        steps.step_code,
        steps.step_position,
        steps.step_label,
        steps.holder_code,
        steps.holder_label,
        steps.begins_case,
        steps.ends_case,
        steps.after_codes,
        limits.parameter_value::integer as limit_day_count,
        limits.unit_code as limit_unit_code,
        least_days.parameter_value::integer as least_day_count,
        least_days.unit_code as least_unit_code,
        policies.document_number,
        steps.clause
    from steps
    inner join policies on steps.policy_version = policies.policy_version
    left join parameters as limits on steps.limit_parameter = limits.parameter_code
    left join parameters as least_days on steps.minimum_parameter = least_days.parameter_code
    where steps.policy_version = {{ policy_version() }}

)

select * from resolved
