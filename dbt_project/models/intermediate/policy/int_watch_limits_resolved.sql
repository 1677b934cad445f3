with parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}
    where policy_version = {{ policy_version() }}

),

clauses as (

    select
        max(clause) filter (where parameter = 'monitoring_range_amount') as range_clause,
        max(clause) filter (where parameter = 'watched_income_ratio') as watch_clause,
        max(clause) filter (where parameter = 'elimination_months') as elimination_clause
    from {{ source('reference', 'policy_parameters') }}
    where policy_version = {{ policy_version() }}

),

limits as (

    select
        (max(parameter_value) filter (where parameter_code = 'monitoring_range_amount'))::numeric(14, 2)
            as range_amount,
        (max(parameter_value) filter (where parameter_code = 'watched_income_ratio'))::numeric(14, 2)
            as watched_income_ratio,
        (max(parameter_value) filter (where parameter_code = 'sufficient_income_ratio'))::numeric(14, 2)
            as sufficient_income_ratio,
        (max(parameter_value) filter (where parameter_code = 'elimination_months'))::integer
            as elimination_months,
        (max(parameter_value) filter (where parameter_code = 'income_age_months'))::integer
            as income_age_months
    from parameters

),

resolved as (

    select
        policies.document_number,
        clauses.range_clause,
        clauses.watch_clause,
        clauses.elimination_clause,
        limits.range_amount,
        limits.watched_income_ratio,
        limits.sufficient_income_ratio,
        limits.elimination_months,
        limits.income_age_months
    from policies
    cross join clauses
    cross join limits
    where limits.range_amount is not null and limits.elimination_months is not null

)

select * from resolved
