with judged as (

    select * from {{ ref('int_exits_worded') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        judged.household_id,
        judged.monitored_code,
        households.township_code,
        households.village_code,
        households.head_person_id,
        judged.exit_code,
        judged.left_date,
        judged.reason_text
    from judged
    inner join households on judged.household_id = households.household_id

)

select * from located
