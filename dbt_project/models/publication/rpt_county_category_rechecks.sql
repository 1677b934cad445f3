with rechecks as (

    select * from {{ ref('int_old_stock_traced') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        rechecks.household_id,
        households.township_code,
        households.village_code,
        rechecks.recheck_code,
        rechecks.recognised_date,
        rechecks.income_amount,
        rechecks.lower_amount,
        rechecks.upper_amount,
        rechecks.term_end_date,
        rechecks.found_text
    from rechecks
    inner join households on rechecks.household_id = households.household_id

)

select * from located
