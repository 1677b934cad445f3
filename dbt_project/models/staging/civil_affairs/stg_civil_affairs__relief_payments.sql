with pinned as (

    {{ pinned_rows('civil_affairs_relief_payments', months='all') }}

),

paid as (

    select
        delivery_id,
        row_number,
        person_id,
        relief_program_code,
        paid_month,
        paid_amount
    from pinned

)

select * from paid
