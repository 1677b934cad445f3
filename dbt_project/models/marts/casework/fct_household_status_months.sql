with statuses as (

    select * from {{ ref('int_statuses_carried') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        household_id,
        township_code,
        status_code,
        status_label,
        referred_month,
        check_date,
        answered_month,
        months_since_news
    from statuses

)

select * from dated
