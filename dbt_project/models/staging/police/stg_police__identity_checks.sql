with pinned as (

    {{ pinned_rows('police_identity_checks', months='all') }}

),

listed as (

    select
        delivery_id,
        row_number,
        person_id,
        identity_check_code,
        compared_date
    from pinned

)

select * from listed
