with judged as (

    select * from {{ ref('int_candidate_applications_judged') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        judged.household_id,
        households.township_code,
        households.village_code,
        households.head_person_id,
        judged.category_code,
        judged.category_label,
        judged.opened_month,
        judged.months_open,
        judged.application_state_code,
        judged.application_event_date,
        judged.was_registered_poor,
        judged.is_still_proposed,
        judged.clause,
        judged.reason_text
    from judged
    inner join households on judged.household_id = households.household_id

)

select * from located
