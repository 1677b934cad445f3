with measured as (

    select * from {{ ref('int_departments_measured') }}

),

scored as (

    select * from {{ ref('int_departments_scored') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        measured.department_code,
        measured.department_name,
        measured.expected_count,
        measured.arrived_count,
        measured.on_time_count,
        measured.late_count,
        measured.nil_count,
        measured.questioned_count,
        measured.rejected_count,
        measured.missing_count,
        measured.rows_in,
        measured.rows_accepted,
        measured.rows_held,
        measured.required_cell_count,
        measured.required_empty_count,
        measured.held_reasons,
        measured.duplicate_row_count,
        measured.duplicate_delivery_count,
        measured.late_correction_count,
        measured.withdrawn_count,
        measured.checked_count,
        measured.disproved_count,
        scored.timeliness_share,
        measured.completeness_share,
        measured.validity_share,
        measured.uniqueness_share,
        measured.steadiness_share,
        measured.truth_share,
        scored.quality_score
    from measured
    inner join scored on measured.department_code = scored.department_code

)

select * from dated
