with watched as (

    select * from {{ ref('int_watched_households_judged') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        watched.household_id,
        households.township_code,
        households.village_code,
        households.head_person_id,
        watched.watch_code,
        watched.income_per_person_amount,
        watched.range_amount,
        watched.list_month,
        watched.clause,
        watched.reason_text
    from watched
    left join households on watched.household_id = households.household_id

)

select * from located
