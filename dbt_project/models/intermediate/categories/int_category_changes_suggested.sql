with categories as (

    select * from {{ ref('int_household_categories_assigned') }}

),

old_stock as (

    select * from {{ ref('int_old_stock_traced') }}

),

registered as (

    select * from {{ ref('stg_rural_revitalization__formerly_poor_people') }}

),

facts as (

    select * from {{ source('reference', 'policy_category_facts') }}
    where policy_version = {{ policy_version() }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

missing_rolls as (

    select facts.feed
    from facts
    inner join feeds on facts.feed = feeds.feed
    left join inputs on facts.feed = inputs.feed
    where feeds.content = 'stock' and inputs.feed is null

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

own as (

    select * from categories
    where is_assigned and is_exclusive

),

proposed as (

    select * from categories
    where is_proposed and not is_official

),

failed as (

    select * from own
    where proposal_code = 'failed' and not is_final

),

paired as (

    select
        own.category_label as official_label,
        proposed.category_label as proposed_label,
        coalesce(proposed.household_id, failed.household_id) as household_id,
        coalesce(proposed.category_code, failed.category_code) as category_code,
        case
            when proposed.proposal_code = 'to_check' then 'check'
            when proposed.household_id is null or proposed.category_rank > own.category_rank then 'review'
            when own.household_id is null then 'apply'
            else 'raise'
        end as suggestion_code,
        concat_ws('；', proposed.basis_text, own.basis_text) as reason_text
    from proposed
    full join failed on proposed.household_id = failed.household_id
    left join own on coalesce(proposed.household_id, failed.household_id) = own.household_id
    where
        failed.household_id is not null
        or own.household_id is null
        or proposed.category_rank < own.category_rank

),

once_registered as (

    select distinct people.household_id
    from registered
    inner join people on registered.person_id = people.person_id

),

suggested as (

    select
        paired.*,
        once_registered.household_id is not null as was_registered_poor
    from paired
    left join old_stock on paired.household_id = old_stock.household_id
    left join once_registered on paired.household_id = once_registered.household_id
    where old_stock.household_id is null and not exists (select from missing_rolls)

)

select * from suggested
