with counted as (

    select * from {{ ref('int_township_progress_counted') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        township_code,
        township_name,
        referral_month,
        referral_count,
        answered_count,
        checking_count,
        confirmed_count,
        supported_count,
        not_confirmed_count,
        not_found_count,
        carried_count,
        overdue_count
    from counted

)

select * from dated
