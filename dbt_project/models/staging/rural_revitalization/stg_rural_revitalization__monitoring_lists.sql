with landed as (

    {{ pinned_rows('monitored_households', months='all', with_held=true) }}

),

listed as (

    select
        delivery_id,
        row_number,
        household_id,
        head_person_id,
        coalesce(monitored_kind_code, 'none') <> 'none' and coalesce(risk_eliminated_code, 'no') = 'no' as is_open
    from landed
    where household_id is not null

)

select * from listed
