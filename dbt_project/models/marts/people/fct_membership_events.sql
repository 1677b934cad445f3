with events as (

    select * from {{ ref('int_membership_events_gathered') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        person_id,
        event_code,
        happened_date,
        from_household_id,
        to_household_id
    from events

)

select * from described
