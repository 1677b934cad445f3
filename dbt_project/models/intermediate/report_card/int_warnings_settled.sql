with warnings as (

    select * from {{ ref('int_warnings_answered') }}

),

referrals as (

    select
        household_id,
        referral_month,
        lead(referral_month) over (partition by household_id order by referral_month) as referred_again_month
    from {{ ref('int_referrals_answered') }}

),

visits as (

    select * from {{ ref('int_visits_ordered') }}

),

settled as (

    select
        warnings.household_id,
        warnings.rule_code,
        warnings.referral_month,
        warnings.department_code,
        warnings.risk_label,
        warnings.township_code,
        warnings.answered_month,
        case
            when warnings.status_code <> 'referred' then warnings.status_code
            when visits.is_below_line then 'below_line'
            when visits.household_id is not null then 'pending'
            when referrals.referred_again_month is not null then 'repeated'
            else 'overdue'
        end as outcome_code
    from warnings
    inner join referrals
        on warnings.household_id = referrals.household_id and warnings.referral_month = referrals.referral_month
    left join visits
        on warnings.household_id = visits.household_id and warnings.referral_month = visits.referral_month

)

select * from settled
