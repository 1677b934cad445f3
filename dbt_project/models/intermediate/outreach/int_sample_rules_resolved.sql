with samples as (

    select * from {{ source('reference', 'policy_samples') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        samples.category_codes,
        samples.takes_formerly_registered,
        drawn.parameter_value as sample_share,
        reviewed.parameter_value::integer as review_months,
        policies.document_number,
        samples.clause
    from samples
    inner join policies on samples.policy_version = policies.policy_version
    inner join parameters as drawn on samples.share_parameter = drawn.parameter_code
    inner join parameters as reviewed on samples.review_parameter = reviewed.parameter_code
    where samples.policy_version = {{ policy_version() }}

)

select * from resolved
