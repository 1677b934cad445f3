with reports as (

    select
        *,
        min(month) over by_risk as first_reported_month,
        max(reported_month) over by_risk as newest_month
    from {{ ref('int_risk_reports_known') }}
    window by_risk as (partition by household_id, rule_code, person_id)

),

referrals as (

    select * from {{ ref('int_referrals_answered') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

last_answered as (

    select distinct on (reports.household_id, reports.rule_code, reports.person_id)
        reports.*,
        referrals.status_code,
        referrals.status_label
    from reports
    inner join referrals
        on reports.household_id = referrals.household_id and reports.month = referrals.referral_month
    where reports.reported_month = reports.newest_month
    order by
        reports.household_id asc,
        reports.rule_code asc,
        reports.person_id asc,
        referrals.status_code in ('referred', 'checking') asc,
        reports.month desc

),

places as (

    select * from {{ ref('int_divisions_succeeded') }}

),

carried as (

    select
        last_answered.household_id,
        coalesce(households.township_code, places.present_code, last_answered.township_code) as township_code,
        last_answered.rule_code,
        last_answered.signal_code,
        last_answered.person_id,
        last_answered.department_code,
        last_answered.first_reported_month,
        last_answered.reported_month,
        {{ months_between('last_answered.reported_month', built_month()) }} as months_since_reported,
        last_answered.status_code,
        last_answered.status_label
    from last_answered
    left join households on last_answered.household_id = households.household_id
    left join places on last_answered.township_code = places.division_code
    where last_answered.status_code not in ('supported', 'not_confirmed')

)

select * from carried
