with held_cells as (

    select * from {{ source('landing', 'held_cells') }}
    where delivery_id = any({{ pinned_deliveries('monitored_members', 'newest') }})

),

held as (

    select
        delivery_id,
        row_number,
        column_name,
        reason_code,
        seen_shape
    from held_cells

)

select * from held
