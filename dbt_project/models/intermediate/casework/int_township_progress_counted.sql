with townships as (

    select * from {{ ref('int_townships_listed') }}

),

referrals as (

    select
        *,
        status_code = 'referred' as is_unanswered
    from {{ ref('int_referrals_answered') }}
    where
        referral_month > {{ built_month() }} - interval '12 months'
        and referral_month <= {{ built_month() }}

),

counted as (

    select
        townships.township_code,
        townships.township_name,
        referrals.referral_month,
        count(*)::integer as referral_count,
        count(*) filter (where not referrals.is_unanswered)::integer as answered_count,
        count(*) filter (where referrals.status_code = 'checking')::integer as checking_count,
        count(*) filter (where referrals.status_code = 'confirmed')::integer as confirmed_count,
        count(*) filter (where referrals.status_code = 'supported')::integer as supported_count,
        count(*) filter (where referrals.status_code = 'not_confirmed')::integer as not_confirmed_count,
        count(*) filter (
            where referrals.is_unanswered and referrals.referral_month < {{ built_month() }}
        )::integer as overdue_count
    from referrals
    inner join townships on referrals.township_code = townships.township_code
    group by townships.township_code, townships.township_name, referrals.referral_month

)

select * from counted
