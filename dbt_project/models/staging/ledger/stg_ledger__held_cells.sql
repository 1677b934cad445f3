with held_cells as (

    select * from {{ source('landing', 'held_cells') }}

),

inputs as (

    select * from {{ source('ops', 'build_inputs') }}
    where build_id = {{ build_id() }}

),

in_force as (

    select
        inputs.feed,
        inputs.month,
        held_cells.delivery_id,
        held_cells.row_number,
        held_cells.column_name,
        held_cells.reason_code
    from inputs
    inner join held_cells on inputs.delivery_id = held_cells.delivery_id
    where
        (inputs.replaced_rows is null and inputs.month = {{ built_month() }})
        or not held_cells.row_number <@ inputs.replaced_rows

)

select * from in_force
