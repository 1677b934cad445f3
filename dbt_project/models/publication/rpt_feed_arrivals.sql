with arrivals as (

    select * from {{ ref('int_arrivals_judged') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        feed,
        feed_title,
        department_code,
        department_name,
        arrival_code,
        is_due,
        due_date,
        received_date,
        days_late,
        in_force_month,
        months_since_list,
        rows_in,
        rows_accepted,
        rows_held
    from arrivals

)

select * from dated
