with pinned as (

    {{ pinned_rows('grid_staff', months='all') }}

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
        pinned.person_name_id,
        pinned.grid_role_code,
        pinned.duty_started_date,
        pinned.duty_ended_date
    from pinned
    inner join inputs on pinned.delivery_id = inputs.delivery_id

)

select * from listed
