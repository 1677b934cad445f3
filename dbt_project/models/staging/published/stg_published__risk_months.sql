with risk_months as (

    select * from {{ source('published', 'fct_household_risk_months') }}

),

earlier as (

    select
        month,
        household_id,
        township_code,
        rule_code,
        signal_code,
        person_id,
        department_code,
        reported_month,
        value_amount,
        attribute,
        village_code,
        first_known_month
    from risk_months
    where county_code = {{ county() }} and month < {{ built_month() }}

)

select * from earlier
