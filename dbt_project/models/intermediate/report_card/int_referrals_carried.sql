with visits as (

    select * from {{ ref('stg_published__township_visits') }}

),

referrals as (

    select * from {{ ref('int_referrals_answered') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

explained as (

    select * from {{ ref('int_households_explained') }}

),

last_list as (

    select max(month) as month from visits

),

-- Who stood below the line of the last list and was not visited, unless the household is on the list of the month anew.
carried as (

    select
        households.household_id,
        visits.referral_month,
        households.township_code,
        visits.priority_group,
        visits.priority_label,
        visits.urgency_rank,
        visits.risk_count,
        visits.risk_labels,
        visits.reason_text,
        visits.subject_person_ids,
        visits.first_known_month
    from visits
    inner join last_list on visits.month = last_list.month
    inner join households on visits.household_id = households.household_id
    inner join referrals
        on visits.household_id = referrals.household_id and visits.referral_month = referrals.referral_month
    where
        visits.is_below_line
        and referrals.status_code = 'referred'
        and visits.household_id not in (select explained.household_id from explained)

)

select * from carried
