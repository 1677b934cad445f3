with found as (

    select * from {{ ref('int_unregistered_people_listed') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        found.household_id,
        households.township_code,
        households.village_code,
        households.head_person_id,
        found.person_id,
        found.department_code,
        found.feed,
        found.event_date,
        found.value_amount,
        found.delivery_id,
        found.row_number,
        found.clause
    from found
    inner join households on found.household_id = households.household_id

)

select * from located
