with followed as (

    select * from {{ ref('int_samples_followed') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        sample_month,
        household_id,
        township_code,
        village_code,
        head_person_id,
        stratum_code,
        stratum_label,
        stratum_household_count,
        draw_rank,
        spot_check_code,
        check_date,
        delivery_id,
        row_number
    from followed

)

select * from dated
