with procedures as (

    select * from {{ source('reference', 'policy_procedures') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        procedures.total_clause,
        totals.parameter_value::integer as total_day_count,
        totals.unit_code as total_unit_code,
        warnings.parameter_value::integer as warning_day_count
    from procedures
    left join parameters as totals on procedures.total_parameter = totals.parameter_code
    left join parameters as warnings on procedures.warning_parameter = warnings.parameter_code
    where procedures.policy_version = {{ policy_version() }}

)

select * from resolved
