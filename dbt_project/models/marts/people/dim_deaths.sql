with deaths as (

    select * from {{ ref('int_deaths_known') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        person_id,
        death_date,
        first_listed_month
    from deaths

)

select * from described
