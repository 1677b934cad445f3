with referrals as (

    select * from {{ ref('int_referrals_answered') }}

),

urgent_referrals as (

    select * from {{ ref('int_urgent_referrals_answered') }}

),

places as (

    select * from {{ ref('int_divisions_succeeded') }}

),

-- Of several misfortunes of a household in one month the one reported last says how it stands.
last_reported as (

    select distinct on (urgent_referrals.household_id, urgent_referrals.referral_month)
        urgent_referrals.household_id,
        urgent_referrals.referral_month,
        urgent_referrals.check_date,
        urgent_referrals.answered_month,
        urgent_referrals.status_code,
        urgent_referrals.status_label,
        coalesce(places.present_code, urgent_referrals.township_code) as township_code
    from urgent_referrals
    left join places on urgent_referrals.township_code = places.division_code
    where urgent_referrals.referral_month <= {{ built_month() }}
    order by
        urgent_referrals.household_id asc,
        urgent_referrals.referral_month asc,
        urgent_referrals.reported_date desc,
        urgent_referrals.urgent_event_date desc,
        urgent_referrals.urgent_kind_code asc,
        places.present_code asc

),

gathered as (

    select
        household_id,
        referral_month,
        false as is_urgent,
        township_code,
        check_date,
        answered_month,
        status_code,
        status_label
    from referrals
    union all
    select
        household_id,
        referral_month,
        true as is_urgent,
        township_code,
        check_date,
        answered_month,
        status_code,
        case status_code when 'referred' then '已交办，待核查' else status_label end as status_label
    from last_reported

)

select * from gathered
