with workers as (

    select * from {{ ref('int_grid_workers_listed') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        grid_code,
        person_name_id,
        grid_role_code,
        duty_started_date,
        duty_ended_date,
        is_on_duty
    from workers

)

select * from described
