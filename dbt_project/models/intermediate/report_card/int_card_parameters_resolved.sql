with parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

resolved as (

    select
        (max(parameter_value) filter (where parameter_code = 'card_months'))::integer as card_month_count,
        max(parameter_value) filter (where parameter_code = 'card_prior_share') as prior_share,
        max(parameter_value) filter (where parameter_code = 'card_prior_households') as prior_household_count,
        max(parameter_value) filter (where parameter_code = 'card_few_households') as few_household_count,
        max(parameter_value) filter (where parameter_code = 'card_interval_width') as interval_width
    from parameters

)

select * from resolved
where card_month_count is not null
