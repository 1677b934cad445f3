with gaps as (

    select * from {{ ref('int_delivery_gaps_explained') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        gap_code,
        gap_reference,
        household_id,
        person_id,
        hardship_code,
        disposition_code,
        reported_month,
        event_date,
        deadline_date,
        threshold_amount,
        in_charge_code,
        document_number,
        clause,
        delivery_id,
        row_number
    from gaps

)

select * from dated
