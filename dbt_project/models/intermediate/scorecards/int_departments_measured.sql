with arrivals as (

    select * from {{ ref('int_department_arrivals_counted') }}

),

held as (

    select * from {{ ref('int_held_cells_counted') }}

),

corrections as (

    select * from {{ ref('int_corrections_counted') }}

),

disproofs as (

    select * from {{ ref('int_disproofs_counted') }}

),

counted as (

    select
        arrivals.department_code,
        arrivals.department_name,
        arrivals.expected_count,
        arrivals.arrived_count,
        arrivals.on_time_count,
        arrivals.late_count,
        arrivals.nil_count,
        arrivals.questioned_count,
        arrivals.rejected_count,
        arrivals.missing_count,
        arrivals.rows_in,
        arrivals.rows_accepted,
        arrivals.rows_held,
        arrivals.required_cell_count,
        coalesce(held.held_reasons, '{}') as held_reasons,
        coalesce(held.required_empty_count, 0) as required_empty_count,
        coalesce(held.duplicate_row_count, 0) as duplicate_row_count,
        coalesce(corrections.duplicate_delivery_count, 0) as duplicate_delivery_count,
        coalesce(corrections.late_correction_count, 0) as late_correction_count,
        coalesce(corrections.withdrawn_count, 0) as withdrawn_count,
        coalesce(disproofs.checked_count, 0) as checked_count,
        coalesce(disproofs.disproved_count, 0) as disproved_count
    from arrivals
    left join held on arrivals.department_code = held.department_code
    left join corrections on arrivals.department_code = corrections.department_code
    left join disproofs on arrivals.department_code = disproofs.department_code

),

measured as (

    select
        *,
        (1 - required_empty_count::numeric / nullif(required_cell_count, 0))::numeric(5, 4) as completeness_share,
        (rows_accepted::numeric / nullif(rows_in, 0))::numeric(5, 4) as validity_share,
        (
            1 - (duplicate_row_count + duplicate_delivery_count)::numeric
            / nullif(rows_in + duplicate_delivery_count, 0)
        )::numeric(5, 4) as uniqueness_share,
        (
            case
                when arrived_count > 0
                    then 1 - least((late_correction_count + withdrawn_count)::numeric / arrived_count, 1)
            end
        )::numeric(5, 4) as steadiness_share,
        (1 - disproved_count::numeric / nullif(checked_count, 0))::numeric(5, 4) as truth_share
    from counted

)

select * from measured
