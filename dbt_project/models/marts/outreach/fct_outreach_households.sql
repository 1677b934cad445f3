with gathered as (

    select * from {{ ref('int_outreach_households_gathered') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        gathered.household_id,
        households.township_code,
        households.village_code,
        households.head_person_id,
        gathered.outreach_ground_codes,
        gathered.outreach_labels,
        gathered.last_contact_date,
        gathered.reason_text
    from gathered
    inner join households on gathered.household_id = households.household_id

)

select * from located
