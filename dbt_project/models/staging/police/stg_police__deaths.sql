with pinned as (

    {{ pinned_rows('police_deaths', months='all') }}

),

reported as (

    select
        delivery_id,
        row_number,
        person_id,
        death_date
    from pinned

)

select * from reported
