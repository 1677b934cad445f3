with referrals as (

    select * from {{ ref('int_referrals_gathered') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

last_referred as (

    select distinct on (household_id) *
    from referrals
    order by household_id asc, referral_month desc, is_urgent asc

),

dated as (

    select
        *,
        greatest(referral_month, answered_month) as news_month
    from last_referred

),

carried as (

    select
        dated.household_id,
        coalesce(households.township_code, dated.township_code) as township_code,
        dated.status_code,
        dated.status_label,
        dated.referral_month as referred_month,
        dated.check_date,
        dated.answered_month,
        {{ months_between('dated.news_month', built_month()) }} as months_since_news
    from dated
    left join households on dated.household_id = households.household_id

)

select * from carried
