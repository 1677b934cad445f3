with townships as (

    select * from {{ ref('int_townships_listed') }}

),

referrals as (

    select
        township_code,
        count(*)::integer as household_count,
        sum(risk_count)::integer as risk_count,
        count(priority_group)::integer as priority_household_count
    from {{ ref('rpt_township_referrals') }}
    group by township_code

),

risks as (

    select
        township_code,
        count(distinct household_id)::integer as sudden_household_count
    from {{ ref('fct_household_risk_months') }}
    where is_sudden
    group by township_code

),

statuses as (

    select
        township_code,
        count(*)::integer as known_household_count,
        count(*) filter (where status_code not in ('referred', 'checking'))::integer as answered_household_count,
        count(*) filter (where status_code = 'confirmed')::integer as confirmed_household_count
    from {{ ref('fct_household_status_months') }}
    group by township_code

),

open_risks as (

    select
        township_code,
        count(distinct household_id)::integer as open_household_count,
        count(distinct household_id) filter (where months_since_reported > 0)::integer as silent_household_count
    from {{ ref('fct_open_risk_months') }}
    group by township_code

),

summed as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        townships.township_code,
        townships.township_name,
        coalesce(referrals.household_count, 0) as household_count,
        coalesce(referrals.risk_count, 0) as risk_count,
        coalesce(risks.sudden_household_count, 0) as sudden_household_count,
        coalesce(referrals.priority_household_count, 0) as priority_household_count,
        coalesce(statuses.known_household_count, 0) as known_household_count,
        coalesce(statuses.answered_household_count, 0) as answered_household_count,
        coalesce(statuses.confirmed_household_count, 0) as confirmed_household_count,
        coalesce(open_risks.open_household_count, 0) as open_household_count,
        coalesce(open_risks.silent_household_count, 0) as silent_household_count
    from townships
    left join referrals on townships.township_code = referrals.township_code
    left join risks on townships.township_code = risks.township_code
    left join statuses on townships.township_code = statuses.township_code
    left join open_risks on townships.township_code = open_risks.township_code

)

select * from summed
