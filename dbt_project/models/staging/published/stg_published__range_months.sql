with range_months as (

    select * from {{ source('published', 'fct_household_range_months') }}

),

earlier as (

    select
        month,
        household_id,
        income_per_person_amount,
        months_since_list
    from range_months
    where county_code = {{ county() }} and month < {{ built_month() }}

)

select * from earlier
