with reports as (

    select * from {{ ref('int_risk_reports_known') }}

),

referrals as (

    select * from {{ ref('int_referrals_answered') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

parameters as (

    select * from {{ ref('int_card_parameters_resolved') }}

),

warned as (

    select
        reports.household_id,
        reports.rule_code,
        reports.month as referral_month,
        min(reports.department_code) as department_code
    from reports
    cross join parameters
    where reports.month > {{ built_month() }} - make_interval(months => parameters.card_month_count)
    group by reports.household_id, reports.rule_code, reports.month

),

answered as (

    select
        warned.household_id,
        warned.rule_code,
        warned.referral_month,
        warned.department_code,
        rules.channel_code,
        referrals.township_code,
        referrals.status_code,
        referrals.answered_month,
        coalesce(rules.risk_label, warned.rule_code) as risk_label,
        referrals.status_code in ('confirmed', 'supported', 'not_confirmed', 'not_found') as is_concluded,
        referrals.status_code = 'confirmed' as is_confirmed
    from warned
    inner join referrals
        on warned.household_id = referrals.household_id and warned.referral_month = referrals.referral_month
    left join rules on warned.rule_code = rules.rule_code

)

select * from answered
