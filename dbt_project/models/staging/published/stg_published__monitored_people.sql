with people as (

    select * from {{ source('published', 'fct_monitored_people') }}

),

last_month as (

    select max(month) as month from {{ source('ops', 'publications') }}
    where county_code = {{ county() }} and month < {{ built_month() }}

),

earlier as (

    select
        people.feed,
        people.delivery_id,
        people.row_number,
        people.household_id
    from people
    inner join last_month on people.month = last_month.month
    where people.county_code = {{ county() }}

)

select * from earlier
