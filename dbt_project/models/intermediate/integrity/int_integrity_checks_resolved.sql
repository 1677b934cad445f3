with checks as (

    select * from {{ source('reference', 'policy_integrity_checks') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

departments as (

    select * from {{ source('reference', 'departments') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        checks.doubt_code,
        checks.check_position,
        checks.doubt_label,
        checks.evidence_codes,
        checks.counted_codes,
        checks.measure_basis,
        checks.operator as threshold_operator,
        parameters.parameter_value as threshold_amount,
        checks.asks_unknown,
        checks.checker_code,
        departments.department_name as checker_name,
        policies.document_number,
        checks.clause,
        checks.sentence as sentence_pattern
    from checks
    inner join policies on checks.policy_version = policies.policy_version
    inner join departments on checks.checker_code = departments.department_code
    left join parameters on checks.threshold_parameter = parameters.parameter_code
    where checks.policy_version = {{ policy_version() }}

)

select * from resolved
