with proposals as (

    select * from {{ ref('int_single_people_proposed') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        proposals.household_id,
        households.township_code,
        households.village_code,
        proposals.person_id,
        proposals.official_label,
        proposals.proposed_label,
        proposals.ground_labels,
        proposals.reason_text
    from proposals
    inner join households on proposals.household_id = households.household_id

)

select * from located
