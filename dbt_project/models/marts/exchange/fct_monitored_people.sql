with resolved as (

    select * from {{ ref('int_monitored_people_listed') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        feed,
        delivery_id,
        row_number,
        household_id,
        person_id,
        relation_code,
        township_code,
        village_code,
        identified_month,
        risks_text,
        is_newly_listed,
        list_month
    from resolved

)

select * from dated
