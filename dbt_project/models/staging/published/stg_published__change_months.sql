with change_months as (

    select * from {{ source('published', 'fct_household_change_months') }}

),

earlier as (

    select
        month,
        household_id,
        monitored_codes
    from change_months
    where county_code = {{ county() }} and month < {{ built_month() }}

)

select * from earlier
