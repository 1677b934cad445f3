with judged as (

    select * from {{ ref('int_contacts_due_judged') }}

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
        judged.duty_code,
        judged.duty_position,
        judged.duty_label,
        judged.contact_state_code,
        judged.last_contact_date,
        judged.contact_due_date,
        judged.days_overdue,
        judged.clause,
        judged.reason_text,
        judged.delivery_id,
        judged.row_number
    from judged
    inner join households on judged.household_id = households.household_id

)

select * from located
