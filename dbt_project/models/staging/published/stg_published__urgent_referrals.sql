with referrals as (

    select * from {{ source('published', 'rpt_urgent_referrals') }}

),

own as (

    select
        month as referral_month,
        household_id,
        urgent_kind_code,
        kind_label,
        event_date as urgent_event_date,
        reported_date,
        township_code,
        village_code,
        head_person_id,
        check_due_date,
        relief_due_date,
        lane_label,
        lane_department_code,
        reason_text
    from referrals
    where county_code = {{ county() }}

)

select * from own
