with records as (

    select * from {{ ref('int_category_records_classed') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

matched as (

    select
        records.category_code,
        households.household_id,
        records.person_id,
        records.feed,
        records.delivery_id,
        records.row_number,
        records.since_date,
        records.list_month,
        records.list_text,
        records.income_per_person_amount,
        records.ended_date,
        records.is_ended
    from records
    left join people on records.person_id = people.person_id
    inner join households on coalesce(people.household_id, records.household_id) = households.household_id

)

select * from matched
