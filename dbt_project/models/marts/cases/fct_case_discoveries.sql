with traced as (

    select * from {{ ref('int_case_discoveries_traced') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        traced.household_id,
        households.township_code,
        households.village_code,
        households.head_person_id,
        traced.channel_code,
        traced.channel_label,
        traced.is_first_of_month,
        traced.feed,
        traced.department_code,
        traced.event_date,
        traced.application_form_code,
        traced.first_asked_office,
        traced.transferred_date,
        traced.document_number,
        traced.clause,
        traced.delivery_id,
        traced.row_number
    from traced
    inner join households on traced.household_id = households.household_id

)

select * from located
