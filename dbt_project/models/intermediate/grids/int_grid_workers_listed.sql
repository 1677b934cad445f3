with in_force as (

    {{ grid_rows_in_force('stg_township__grid_staff') }}

),

listed as (

    select
        grid_code,
        person_name_id,
        grid_role_code,
        duty_started_date,
        duty_ended_date,
        duty_started_date < {{ built_month() }} + interval '1 month'
        and coalesce(duty_ended_date >= {{ built_month() }} + interval '1 month', true) as is_on_duty
    from in_force

)

select * from listed
