with duties as (

    select * from {{ source('reference', 'policy_contact_duties') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        duties.duty_code,
        duties.duty_position,
        duties.duty_label,
        duties.group_code,
        duties.form_codes,
        parameters.parameter_value::integer as period_months,
        policies.document_number,
        duties.clause
    from duties
    inner join policies on duties.policy_version = policies.policy_version
    inner join parameters on duties.months_parameter = parameters.parameter_code
    where duties.policy_version = {{ policy_version() }}

)

select * from resolved
