with pinned as (

    {{ pinned_rows('spot_checks', months='all') }}

),

answered as (

    select
        delivery_id,
        row_number,
        head_person_id,
        sample_month,
        spot_check_code,
        check_date
    from pinned

)

select * from answered
