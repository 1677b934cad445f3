with check_results as (

    select * from {{ ref('stg_township__check_results') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

visits as (

    select * from {{ ref('stg_published__township_visits') }}

),

-- What a list carried over answers the referral of the month it was carried from.
assigned as (

    select
        check_results.*,
        check_results.referral_month as listed_month,
        inputs.month as answered_month,
        coalesce(visits.referral_month, check_results.referral_month) as answered_referral_month
    from check_results
    inner join inputs on check_results.delivery_id = inputs.delivery_id
    left join visits
        on check_results.household_id = visits.household_id and check_results.referral_month = visits.month

),

resolved as (

    select distinct on (household_id, answered_referral_month)
        household_id,
        answered_referral_month as referral_month,
        township_code,
        check_result_code,
        check_date,
        answered_month
    from assigned
    order by
        household_id asc,
        answered_referral_month asc,
        answered_month desc,
        listed_month desc,
        referral_revision desc,
        row_number desc,
        delivery_id desc

)

select * from resolved
