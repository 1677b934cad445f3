with pinned as (

    {{ pinned_rows('township_feedback', months='all') }}

),

answered as (

    select
        delivery_id,
        row_number,
        household_id,
        referral_month,
        referral_revision,
        check_result_code,
        check_date
    from pinned
    where check_result_code is not null and {{ is_urgent_revision('referral_revision') }}

)

select * from answered
