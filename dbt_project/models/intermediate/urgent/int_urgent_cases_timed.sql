with referrals as (

    select * from {{ ref('int_urgent_referrals_answered') }}
    where reported_date <= {{ month_end() }}

),

grants as (

    select * from {{ ref('stg_civil_affairs__temporary_reliefs') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

steps as (

    select * from {{ ref('int_case_steps_known') }}

),

-- Relief is what the list of temporary relief says, or the register of steps.
reliefs as (

    select
        people.household_id,
        grants.relief_date
    from grants
    inner join people on grants.person_id = people.person_id
    union all
    select
        household_id,
        step_date as relief_date
    from steps
    where step_code = 'payment'

),

relieved as (

    select
        referrals.household_id,
        referrals.urgent_kind_code,
        referrals.urgent_event_date,
        referrals.referral_month,
        min(reliefs.relief_date) as relief_date
    from referrals
    inner join reliefs
        on
            referrals.household_id = reliefs.household_id
            and reliefs.relief_date between referrals.urgent_event_date and {{ month_end() }}
    group by
        referrals.household_id, referrals.urgent_kind_code, referrals.urgent_event_date, referrals.referral_month

),

settled as (

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
        referrals.reason_text,
        referrals.check_date,
        referrals.status_code,
        referrals.status_label,
        referrals.urgent_note,
        relieved.relief_date,
        referrals.status_code not in ('referred', 'checking') as is_checked,
        relieved.relief_date is not null or referrals.status_code in ('supported', 'not_confirmed') as is_relieved
    from referrals
    left join relieved
        on
            referrals.household_id = relieved.household_id
            and referrals.urgent_kind_code = relieved.urgent_kind_code
            and referrals.urgent_event_date = relieved.urgent_event_date
            and referrals.referral_month = relieved.referral_month

),

timed as (

    select
        *,
        case when is_checked then 0 else greatest({{ month_end() }} - check_due_date, 0) end as check_overdue_day_count,
        case when is_relieved then 0 else greatest({{ month_end() }} - relief_due_date, 0) end
            as relief_overdue_day_count
    from settled
    where reported_date >= {{ built_month() }} or not (is_checked and is_relieved)

)

select * from timed
