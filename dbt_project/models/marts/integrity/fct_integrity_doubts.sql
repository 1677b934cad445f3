with doubts as (

    select * from {{ ref('int_integrity_doubts_explained') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        doubt_code,
        person_id,
        feed,
        household_id,
        department_code,
        list_month,
        event_date,
        value_amount,
        item_count,
        month_count,
        threshold_amount,
        record_count,
        checker_code,
        document_number,
        clause,
        delivery_id,
        row_number
    from doubts

)

select * from dated
