with inputs as (

    select * from {{ source('ops', 'build_inputs') }}

),

pinned as (

    select
        feed,
        month,
        delivery_id,
        replaced_rows
    from inputs
    where build_id = {{ build_id() }}

)

select * from pinned
