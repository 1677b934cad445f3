with applications as (

    select * from {{ source('reference', 'policy_applications') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        applications.category_codes,
        (
            {{ built_month() }} + interval '1 month' - make_interval(months => parameters.parameter_value::integer)
        )::date as quiet_from_date,
        policies.document_number,
        applications.clause
    from applications
    inner join policies on applications.policy_version = policies.policy_version
    inner join parameters on applications.quiet_parameter = parameters.parameter_code
    where applications.policy_version = {{ policy_version() }}

)

select * from resolved
