with referrals as (

    select * from {{ ref('stg_published__urgent_referrals') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}
    where policy_version = {{ policy_version() }}

),

-- The month's lists leave the day after they are due: what was reported by then had been handed out at once.
known as (

    select
        referrals.referral_month,
        referrals.household_id,
        referrals.urgent_kind_code,
        referrals.kind_label,
        referrals.urgent_event_date,
        referrals.reported_date,
        referrals.township_code,
        referrals.village_code,
        referrals.head_person_id,
        referrals.check_due_date,
        referrals.relief_due_date,
        referrals.lane_label,
        referrals.lane_department_code,
        referrals.reason_text
    from referrals
    inner join policies
        on referrals.reported_date < ({{ built_month() }} + interval '1 month')::date + policies.deadline_day

)

select * from known
