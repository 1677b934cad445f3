with suggestions as (

    select * from {{ ref('int_category_changes_suggested') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        suggestions.household_id,
        households.township_code,
        households.village_code,
        suggestions.category_code,
        suggestions.official_label,
        suggestions.proposed_label,
        suggestions.suggestion_code,
        suggestions.was_registered_poor,
        suggestions.reason_text
    from suggestions
    inner join households on suggestions.household_id = households.household_id

)

select * from located
