with risks as (

    select * from {{ ref('int_risks_judged') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

published as (

    select * from {{ ref('stg_published__risk_months') }}

),

known as (

    select
        risks.household_id,
        rules.signal_code,
        risks.attribute
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    union
    select
        household_id,
        signal_code,
        attribute
    from published

)

select * from known
