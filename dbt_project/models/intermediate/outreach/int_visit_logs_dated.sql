with inputs as (

    select * from {{ ref('stg_ledger__inputs') }}
    where feed = 'household_visits' and month <= {{ built_month() }}

),

deliveries as (

    select * from {{ ref('stg_ledger__deliveries') }}

),

visits as (

    select * from {{ ref('stg_township__household_visits') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

logs as (

    select
        inputs.delivery_id,
        inputs.month,
        deliveries.scope = '' as is_of_county
    from inputs
    inner join deliveries on inputs.delivery_id = deliveries.delivery_id

),

returned as (

    select
        households.township_code,
        max(logs.month) as last_returned_month
    from logs
    inner join visits on logs.delivery_id = visits.delivery_id
    inner join people on visits.head_person_id = people.person_id
    inner join households on people.household_id = households.household_id
    where not logs.is_of_county
    group by households.township_code

),

county as (

    select max(month) as last_county_month from logs
    where is_of_county

),

townships as (

    select distinct township_code from households

),

dated as (

    select
        townships.township_code,
        greatest(county.last_county_month, returned.last_returned_month) as last_logged_month
    from townships
    cross join county
    left join returned on townships.township_code = returned.township_code

)

select * from dated
