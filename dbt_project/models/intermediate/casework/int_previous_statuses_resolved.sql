with referrals as (

    select * from {{ ref('int_referrals_gathered') }}

),

resolved as (

    select distinct on (household_id)
        household_id,
        status_code as previous_status_code,
        status_label as previous_status_label,
        check_date as previous_check_date
    from referrals
    where is_urgent or referral_month < {{ built_month() }}
    order by household_id asc, referral_month desc, is_urgent asc

)

select * from resolved
