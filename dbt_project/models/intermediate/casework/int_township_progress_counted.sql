with townships as (

    select * from {{ ref('int_townships_listed') }}

),

carried as (

    select * from {{ ref('int_referrals_carried') }}

),

referrals as (

    select
        answered.*,
        answered.status_code = 'referred' as is_unanswered,
        carried.household_id is not null as is_carried
    from {{ ref('int_referrals_answered') }} as answered
    left join carried
        on answered.household_id = carried.household_id and answered.referral_month = carried.referral_month
    where
        answered.referral_month > {{ built_month() }} - interval '12 months'
        and answered.referral_month <= {{ built_month() }}

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
        count(*) filter (where referrals.status_code = 'not_found')::integer as not_found_count,
        count(*) filter (where referrals.is_carried)::integer as carried_count,
        count(*) filter (
            where
            referrals.is_unanswered and not referrals.is_carried and referrals.referral_month < {{ built_month() }}
        )::integer as overdue_count
    from referrals
    inner join townships on referrals.township_code = townships.township_code
    group by townships.township_code, townships.township_name, referrals.referral_month

)

select * from counted
