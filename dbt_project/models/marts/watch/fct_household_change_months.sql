with monitored as (

    select * from {{ ref('int_monitored_households_listed') }}

),

changes as (

    select * from {{ ref('int_household_changes_gathered') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

coded as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        monitored.household_id,
        households.township_code,
        households.village_code,
        households.head_person_id,
        monitored.monitored_codes,
        monitored.monitored_labels,
        coalesce(changes.change_codes, '{}') as change_codes,
        changes.household_id is null as is_unchanged,
        coalesce(changes.change_marks, '无变化') as change_text,
        coalesce(changes.change_labels, '无变化') as change_labels,
        changes.change_basis_text
    from monitored
    left join changes on monitored.household_id = changes.household_id
    left join households on monitored.household_id = households.household_id

)

select * from coded
