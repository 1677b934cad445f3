with pinned as (

    {{ pinned_rows('assistance_measures', months='newest') }}

),

listed as (

    select
        delivery_id,
        row_number,
        household_id,
        measure_kind_code,
        measure_name,
        measure_started_date,
        measure_state_code <> 'not_started' as is_started
    from pinned

)

select * from listed
