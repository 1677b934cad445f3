with people as (

    select * from {{ source('published', 'fct_low_income_people') }}

),

last_month as (

    select max(month) as month from {{ source('ops', 'publications') }}
    where county_code = {{ county() }} and month < {{ built_month() }}

),

earlier as (

    select
        people.month,
        people.person_id,
        people.household_id,
        people.category_code,
        people.category_label,
        people.feed,
        people.delivery_id,
        people.row_number
    from people
    inner join last_month on people.month = last_month.month
    where people.county_code = {{ county() }}

)

select * from earlier
