with gaps as (

    select * from {{ ref('int_delivery_gaps_explained') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        gaps.gap_code,
        gaps.gap_reference,
        gaps.check_position,
        gaps.gap_label,
        gaps.disposition_code,
        gaps.household_id,
        gaps.person_id,
        households.head_person_id,
        households.township_code,
        households.village_code,
        gaps.found_text,
        gaps.in_charge_code,
        gaps.in_charge_name,
        gaps.delivery_id,
        gaps.row_number
    from gaps
    left join households on gaps.household_id = households.household_id

)

select * from located
