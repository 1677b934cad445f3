with pinned as (

    {{ pinned_rows('grids', months='all') }}

),

inputs as (

    select
        delivery_id,
        month
    from {{ source('ops', 'build_inputs') }}
    where build_id = {{ build_id() }}

),

listed as (

    select
        pinned.delivery_id,
        pinned.row_number,
        inputs.month as list_month,
        pinned.village_code,
        pinned.grid_number,
        pinned.grid_name,
        pinned.grid_exception_note
    from pinned
    inner join inputs on pinned.delivery_id = inputs.delivery_id

)

select * from listed
