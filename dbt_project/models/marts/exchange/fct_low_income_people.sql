with resolved as (

    select * from {{ ref('int_low_income_people_listed') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        person_id,
        household_id,
        township_code,
        village_code,
        category_code,
        category_label,
        category_rank,
        since_date,
        list_text,
        feed,
        delivery_id,
        row_number
    from resolved

)

select * from dated
