with risks as (

    select * from {{ ref('int_risks_quieted') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

joined as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        risks.household_id,
        households.township_code,
        households.village_code,
        risks.rule_code,
        rules.risk_label,
        rules.department_code,
        risks.person_id,
        risks.event_date,
        risks.value_amount,
        risks.checked_amount,
        risks.check_date,
        risks.quiet_until_month,
        risks.delivery_id,
        risks.row_number
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    inner join households on risks.household_id = households.household_id

)

select * from joined
