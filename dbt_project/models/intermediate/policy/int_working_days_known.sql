{{ config(indexes=[{'columns': ['day']}, {'columns': ['working_day_number']}]) }}

with working_days as (

    select * from {{ source('reference', 'working_days') }}

),

-- The county's own table, else its city's, else the nation's.
governing as (

    select max(area_code) as area_code
    from working_days
    where {{ county() }} like area_code || '%'

),

known as (

    select
        working_days.day,
        working_days.is_working,
        working_days.working_day_number
    from working_days
    inner join governing on working_days.area_code = governing.area_code

)

select * from known
