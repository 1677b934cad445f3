with risks as (

    select * from {{ ref('int_risks_judged') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

published as (

    select * from {{ ref('stg_published__risk_months') }}

),

known as (

    select
        {{ built_month() }} as month,
        risks.household_id,
        risks.rule_code,
        risks.person_id,
        rules.signal_code,
        rules.department_code,
        households.township_code,
        risks.reported_month
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    inner join households on risks.household_id = households.household_id
    union all
    select
        month,
        household_id,
        rule_code,
        person_id,
        signal_code,
        department_code,
        township_code,
        reported_month
    from published

)

select * from known
