with risks as (

    select * from {{ ref('int_risks_judged') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

runs as (

    select * from {{ ref('int_risk_runs_traced') }}

),

graded as (

    select * from {{ ref('int_risks_graded') }}

),

registered as (

    select * from {{ ref('int_low_income_households_registered') }}

),

joined as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        risks.household_id,
        households.township_code,
        households.village_code,
        risks.rule_code,
        rules.signal_code,
        rules.channel_code,
        rules.risk_label,
        rules.is_sudden,
        risks.person_id,
        rules.department_code,
        risks.event_date,
        risks.value_amount,
        rules.threshold_amount,
        risks.attribute,
        risks.record_count,
        risks.delivery_id,
        risks.row_number,
        rules.clause,
        rules.document_number,
        runs.first_known_month,
        risks.reported_month,
        {{ months_between('risks.reported_month', built_month()) }} as months_since_reported,
        registered.household_id is not null as is_registered_low_income,
        graded.change_codes,
        graded.grade_code,
        graded.grade_label,
        graded.extent_code,
        graded.extent_label,
        graded.consulted_label
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    inner join households on risks.household_id = households.household_id
    inner join runs
        on
            risks.household_id = runs.household_id
            and risks.rule_code = runs.rule_code
            and risks.person_id = runs.person_id
    inner join graded
        on
            risks.household_id = graded.household_id
            and risks.rule_code = graded.rule_code
            and risks.person_id = graded.person_id
    left join registered on risks.household_id = registered.household_id

)

select * from joined
