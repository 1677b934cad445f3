with resolved as (

    select * from {{ ref('int_comparisons_resolved') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        person_id,
        feed,
        comparison_code,
        comparison_label,
        comparison_position,
        clause,
        department_code,
        household_id,
        head_person_id,
        township_code,
        village_code,
        relation_code,
        application_date,
        comparison_state_code,
        list_month,
        compared_date,
        answer_text,
        is_found,
        delivery_id,
        row_number
    from resolved

)

select * from dated
