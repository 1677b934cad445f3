with conditions as (

    select * from {{ source('reference', 'policy_category_conditions') }}
    where policy_version = {{ policy_version() }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        conditions.category_code,
        conditions.condition_position,
        conditions.measure_code,
        conditions.measure_label,
        conditions.unit_label,
        conditions.operator as limit_operator,
        conditions.unknown_code,
        conditions.clause,
        coalesce(
            conditions.amount,
            standards.parameter_value * conditions.month_count
            * case when conditions.ratio_parameter is null then 1 else ratios.parameter_value end
        )::numeric(14, 2) as limit_amount
    from conditions
    left join parameters as standards on conditions.parameter = standards.parameter_code
    left join parameters as ratios on conditions.ratio_parameter = ratios.parameter_code

)

select * from resolved
