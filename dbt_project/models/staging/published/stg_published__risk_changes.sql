with risk_months as (

    select * from {{ source('published', 'fct_household_risk_months') }}

),

earlier as (

    select
        risk_months.month,
        risk_months.household_id,
        risk_months.rule_code,
        risk_months.person_id,
        changed.change_number
    from risk_months
    cross join lateral unnest(risk_months.change_codes) as changed (change_number)
    where risk_months.county_code = {{ county() }} and risk_months.month < {{ built_month() }}

)

select * from earlier
