with risks as (

    select * from {{ ref('int_risks_gathered') }}

),

checked as (

    select * from {{ ref('int_risks_checked') }}

),

urgently_referred as (

    select * from {{ ref('int_risks_urgently_referred') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

-- Materialized: joined to every risk, it would be looked for as many times.
growth as materialized (

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
        end, false) as is_quiet,
        urgently_referred.household_id is not null as was_referred_urgently
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    left join growth on true
    left join checked
        on
            risks.household_id = checked.household_id
            and risks.rule_code = checked.rule_code
            and risks.person_id = checked.person_id
    left join urgently_referred
        on
            risks.household_id = urgently_referred.household_id
            and risks.rule_code = urgently_referred.rule_code
            and risks.person_id = urgently_referred.person_id

),

-- Whoever has one risk that is new is referred with all of them.
settled as (

    select
        household_id,
        rule_code,
        person_id,
        threshold_operator,
        event_date,
        value_amount,
        attribute,
        record_count,
        reported_month,
        delivery_id,
        row_number,
        checked_amount,
        check_date,
        quiet_until_month,
        is_quiet,
        was_referred_urgently,
        bool_and(is_quiet or was_referred_urgently) over (partition by household_id) as is_settled
    from compared

)

select * from settled
