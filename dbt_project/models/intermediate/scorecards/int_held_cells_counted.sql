with held_cells as (

    select * from {{ ref('stg_ledger__held_cells') }}
    where month = {{ built_month() }}

),

expected as (

    select * from {{ ref('int_feeds_expected') }}

),

by_row as (

    select
        expected.department_code,
        held_cells.reason_code,
        count(*) as cell_count
    from held_cells
    inner join expected on held_cells.feed = expected.feed
    group by expected.department_code, held_cells.reason_code, held_cells.delivery_id, held_cells.row_number

),

by_reason as (

    select
        department_code,
        reason_code,
        sum(cell_count) as cell_count,
        count(*) as row_count
    from by_row
    group by department_code, reason_code

),

counted as (

    select
        department_code,
        jsonb_object_agg(reason_code, cell_count) as held_reasons,
        coalesce(sum(cell_count) filter (where reason_code = 'required_empty'), 0)::integer as required_empty_count,
        coalesce(sum(row_count) filter (where reason_code = 'duplicate_key'), 0)::integer as duplicate_row_count
    from by_reason
    group by department_code

)

select * from counted
