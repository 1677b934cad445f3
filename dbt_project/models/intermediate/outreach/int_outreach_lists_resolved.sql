with lists as (

    select * from {{ source('reference', 'policy_outreach_lists') }}

),

grounds as (

    select * from {{ source('reference', 'policy_outreach_grounds') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        grounds.ground_code as outreach_ground_code,
        lists.list_position as ground_list_position,
        grounds.ground_position,
        grounds.ground_label,
        grounds.inside_codes,
        lists.feed,
        lists.column_name as sought_column,
        lists.codes as sought_codes,
        lists.months_parameter,
        parameters.parameter_value::integer as window_months,
        lists.is_whole_household,
        policies.document_number,
        grounds.clause
    from lists
    inner join grounds
        on lists.policy_version = grounds.policy_version and lists.ground_code = grounds.ground_code
    inner join policies on lists.policy_version = policies.policy_version
    left join parameters on lists.months_parameter = parameters.parameter_code
    where
        lists.policy_version = {{ policy_version() }}
        and (lists.months_parameter is null or parameters.parameter_value is not null)

)

select * from resolved
