with resolved as (

    select * from {{ ref('int_platform_changes_judged') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        person_id,
        platform_change_code,
        household_id,
        township_code,
        village_code,
        category_code,
        category_label,
        previous_category_code,
        previous_category_label,
        changed_date,
        change_reason_text,
        feed,
        delivery_id,
        row_number
    from resolved

)

select * from dated
