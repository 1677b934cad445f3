with landed as (

    {{ pinned_rows('monitored_households', months='newest', with_held=true) }}

),

listed as (

    select
        delivery_id,
        row_number,
        household_id,
        head_person_id
    from landed
    where household_id is not null

)

select * from listed
