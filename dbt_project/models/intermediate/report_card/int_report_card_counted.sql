with warnings as (

    select * from {{ ref('int_warnings_settled') }}

),

-- A household is counted once in a month of referral, however many rules name it.
keyed as (

    select
        *,
        household_id || ':' || referral_month as referral_key
    from warnings

),

counted as (

    select
        case grouping(rule_code, department_code, township_code)
            when 0 then 'rule_township'
            when 1 then 'rule'
            when 5 then 'department'
            when 6 then 'township'
            else 'county'
        end as card_level_code,
        case grouping(referral_month) when 0 then 'month' else 'window' end as card_period_code,
        coalesce(rule_code, 'all') as rule_code,
        coalesce(department_code, 'all') as department_code,
        coalesce(township_code, 'all') as township_code,
        coalesce(referral_month, {{ built_month() }}) as referral_month,
        min(risk_label) as risk_label,
        count(distinct referral_key)::integer as referral_count,
        (count(distinct referral_key) filter (where outcome_code = 'confirmed'))::integer as confirmed_count,
        (count(distinct referral_key) filter (where outcome_code = 'supported'))::integer as supported_count,
        (count(distinct referral_key) filter (where outcome_code = 'not_confirmed'))::integer as not_confirmed_count,
        (count(distinct referral_key) filter (where outcome_code = 'not_found'))::integer as not_found_count,
        (count(distinct referral_key) filter (where outcome_code = 'checking'))::integer as checking_count,
        (count(distinct referral_key) filter (where outcome_code = 'pending'))::integer as pending_count,
        (count(distinct referral_key) filter (where outcome_code = 'below_line'))::integer as below_line_count,
        (count(distinct referral_key) filter (where outcome_code = 'repeated'))::integer as repeated_count,
        (count(distinct referral_key) filter (where outcome_code = 'overdue'))::integer as overdue_count
    from keyed
    group by
        grouping sets ((), (referral_month)),
        grouping sets (
            (), (department_code), (township_code), (rule_code, department_code),
            (rule_code, department_code, township_code)
        )

)

select * from counted
