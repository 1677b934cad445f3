-- Every household at risk stands on exactly one township's list, and nobody else does.
with risks as (

    select distinct household_id from {{ ref('fct_household_risk_months') }}

),

lists as (

    select
        household_id,
        count(*) as list_count
    from {{ ref('rpt_township_referrals') }}
    group by household_id

),

compared as (

    select
        coalesce(risks.household_id, lists.household_id) as household_id,
        coalesce(lists.list_count, 0) as list_count,
        risks.household_id is not null as is_at_risk
    from risks
    full outer join lists on risks.household_id = lists.household_id

)

select * from compared
where list_count != 1 or not is_at_risk
