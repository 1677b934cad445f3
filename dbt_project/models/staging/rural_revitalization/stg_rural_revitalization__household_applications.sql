with pinned as (

    {{ pinned_rows('household_applications', months='all') }}

),

received as (

    select
        delivery_id,
        row_number,
        head_person_id,
        application_date,
        application_form_code,
        first_asked_office,
        transferred_date
    from pinned

)

select * from received
