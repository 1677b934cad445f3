with checks as (

    select * from {{ source('reference', 'policy_delivery_checks') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        checks.gap_code,
        checks.check_position,
        checks.gap_label,
        checks.counted_codes,
        parameters.parameter_value as threshold_amount,
        checks.in_charge_code,
        policies.document_number,
        checks.clause,
        checks.sentence as sentence_pattern
    from checks
    inner join policies on checks.policy_version = policies.policy_version
    left join parameters on checks.threshold_parameter = parameters.parameter_code
    where checks.policy_version = {{ policy_version() }}

)

select * from resolved
