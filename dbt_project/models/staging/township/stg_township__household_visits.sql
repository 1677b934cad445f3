with pinned as (

    {{ pinned_rows('household_visits', months='all') }}

),

logged as (

    select
        delivery_id,
        row_number,
        head_person_id,
        visit_date,
        visit_form_code
    from pinned

)

select * from logged
