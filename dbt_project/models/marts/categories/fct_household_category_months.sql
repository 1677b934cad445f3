with categories as (

    select * from {{ ref('int_household_categories_assigned') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

joined as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        categories.household_id,
        households.township_code,
        households.village_code,
        categories.category_code,
        categories.category_label,
        categories.category_rank,
        categories.is_official,
        categories.is_assigned,
        categories.is_proposed,
        categories.proposal_code,
        categories.official_since_date,
        categories.official_list_month,
        categories.official_person_count,
        categories.ended_date,
        categories.basis_text
    from categories
    inner join households on categories.household_id = households.household_id

)

select * from joined
