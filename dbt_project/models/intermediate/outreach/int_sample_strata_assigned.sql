with rules as (

    select * from {{ ref('int_sample_rules_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

categories as (

    select * from {{ ref('int_household_categories_assigned') }}
    where is_official

),

registered as (

    select distinct people.household_id
    from {{ ref('stg_rural_revitalization__formerly_poor_people') }} as poor
    inner join {{ ref('int_people_resolved') }} as people on poor.person_id = people.person_id

),

rolls as (

    select * from {{ ref('int_rolls_resolved') }}

),

official as (

    select distinct on (categories.household_id)
        categories.household_id,
        categories.category_code as stratum_code,
        categories.category_label as stratum_label
    from categories
    inner join rules on categories.category_code = any(rules.category_codes)
    where categories.is_assigned
    order by categories.household_id asc, categories.category_rank asc

),

-- Who is in no category can be told only when every roll is known.
outside as (

    select
        registered.household_id,
        'formerly_registered'::text as stratum_code,
        '未纳入的原建档立卡户'::text as stratum_label
    from registered
    inner join rules on rules.takes_formerly_registered
    where
        registered.household_id not in (select categories.household_id from categories)
        and not exists (
            select from rolls
            where not rolls.is_known
        )

),

united as (

    select * from official
    union all
    select * from outside

),

assigned as (

    select
        united.household_id,
        united.stratum_code,
        united.stratum_label,
        households.township_code,
        households.village_code
    from united
    inner join households on united.household_id = households.household_id

)

select * from assigned
