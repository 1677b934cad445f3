with check_results as (

    select * from {{ ref('stg_township__check_results') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

resolved as (

    select distinct on (check_results.household_id, check_results.referral_month)
        check_results.household_id,
        check_results.referral_month,
        check_results.township_code,
        check_results.check_result_code,
        check_results.check_date,
        inputs.month as answered_month
    from check_results
    inner join inputs on check_results.delivery_id = inputs.delivery_id
    order by
        check_results.household_id asc,
        check_results.referral_month asc,
        inputs.month desc,
        check_results.referral_revision desc,
        check_results.row_number desc,
        check_results.delivery_id desc

)

select * from resolved
