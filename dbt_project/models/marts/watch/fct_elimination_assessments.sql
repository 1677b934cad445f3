with worded as (

    select * from {{ ref('int_eliminations_worded') }}

),

profiles as (

    select * from {{ ref('int_quality_households_profiled') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

assessed as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        worded.household_id,
        households.township_code,
        households.village_code,
        worded.conclusion_code,
        worded.income_code,
        worded.expense_code,
        worded.guarantee_code,
        worded.able_code,
        worded.open_risk_code,
        worded.known_month_count,
        worded.least_income_amount,
        worded.range_amount,
        worded.clause,
        worded.reason_text,
        profiles.delivery_id,
        profiles.row_number
    from worded
    inner join profiles on worded.household_id = profiles.household_id
    left join households on worded.household_id = households.household_id

)

select * from assessed
