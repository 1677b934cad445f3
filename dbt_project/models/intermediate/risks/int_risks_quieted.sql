with risks as (

    select * from {{ ref('int_risks_gathered') }}

),

checked as (

    select * from {{ ref('int_risks_checked') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

growth as (

    select parameter_value as quiet_growth_ratio from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'quiet_growth_ratio'

),

compared as (

    select
        risks.*,
        checked.checked_amount,
        checked.check_date,
        checked.quiet_until_month,
        coalesce(case
            when checked.household_id is null then false
            when risks.value_amount is null then not (rules.is_sudden and risks.event_date > checked.check_date)
            when risks.threshold_operator = 'under'
                then risks.value_amount * growth.quiet_growth_ratio >= checked.checked_amount
            else risks.value_amount <= checked.checked_amount * growth.quiet_growth_ratio
        end, false) as is_quiet
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    left join growth on true
    left join checked
        on
            risks.household_id = checked.household_id
            and risks.rule_code = checked.rule_code
            and risks.person_id = checked.person_id

),

fresh as (

    select household_id from compared
    where not is_quiet

),

quieted as (

    select
        household_id,
        rule_code,
        person_id,
        event_date,
        value_amount,
        checked_amount,
        check_date,
        quiet_until_month,
        delivery_id,
        row_number
    from compared
    where household_id not in (select fresh.household_id from fresh)

)

select * from quieted
