with parameters as (

    select * from {{ source('reference', 'policy_parameters') }}

),

in_force as (

    select
        parameter as parameter_code,
        unit as unit_code,
        value as parameter_value
    from parameters
    where
        policy_version = {{ policy_version() }}
        and valid_from <= {{ built_month() }}
        and valid_to > {{ built_month() }}

)

select * from in_force
