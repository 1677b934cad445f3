with open_risks as (

    select * from {{ ref('int_open_risks_carried') }}

),

told_now as (

    select * from {{ ref('int_risk_changes_labelled') }}

),

published as (

    select * from {{ ref('stg_published__risk_changes') }}

),

changes as (

    select * from {{ ref('int_changes_resolved') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

told as (

    select
        household_id,
        rule_code,
        person_id,
        {{ built_month() }} as month,
        change_number
    from told_now
    union all
    select
        household_id,
        rule_code,
        person_id,
        month,
        change_number
    from published

),

labelled as (

    select
        open_risks.household_id,
        rules.risk_label,
        changes.change_code,
        open_risks.rule_code || ':' || open_risks.person_id as risk_reference
    from open_risks
    left join rules on open_risks.rule_code = rules.rule_code
    left join told
        on
            open_risks.household_id = told.household_id
            and open_risks.rule_code = told.rule_code
            and open_risks.person_id = told.person_id
            and open_risks.reported_month = told.month
    left join changes on told.change_number = changes.change_number

),

gathered as (

    select
        household_id,
        count(distinct risk_reference)::integer as risk_count,
        string_agg(distinct risk_label collate "C", '、' order by risk_label collate "C") as risk_labels,
        coalesce(bool_or(change_code = 'expense_surge'), false) as has_open_expense,
        coalesce(bool_or(change_code in ('unsafe_house', 'out_of_school', 'unsafe_water')), false)
            as has_open_guarantee_problem
    from labelled
    group by household_id

)

select * from gathered
