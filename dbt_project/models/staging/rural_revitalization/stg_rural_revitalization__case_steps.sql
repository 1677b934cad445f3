with pinned as (

    {{ pinned_rows('case_steps', months='all') }}

),

received as (

    select
        delivery_id,
        row_number,
        head_person_id,
        case_step_code as step_code,
        step_date
    from pinned

)

select * from received
