with low_income as (

    select * from {{ ref('stg_civil_affairs__low_income_people') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

registered as (

    select distinct people.household_id
    from low_income
    inner join people on low_income.person_id = people.person_id

)

select * from registered
