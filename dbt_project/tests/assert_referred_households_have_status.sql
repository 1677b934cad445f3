-- Whoever stands on a list of the month has a status of the month, last referred in it.
with lists as (

    select * from {{ ref('rpt_township_referrals') }}

),

statuses as (

    select * from {{ ref('fct_household_status_months') }}

),

unfollowed as (

    select lists.household_id
    from lists
    left join statuses on lists.household_id = statuses.household_id
    where statuses.referred_month is distinct from lists.month

)

select * from unfollowed
