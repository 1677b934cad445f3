with records as (

    select * from {{ ref('stg_departments__category_records') }}

),

facts as (

    select * from {{ source('reference', 'policy_category_facts') }}
    where policy_version = {{ policy_version() }}

),

categories as (

    select * from {{ source('reference', 'policy_categories') }}
    where policy_version = {{ policy_version() }}

),

packs_that_hold as (

    select policy_version from {{ source('reference', 'policy_uploads') }}
    where policy_version = {{ policy_version() }}
    union
    select policy_version from {{ source('reference', 'policy_shares') }}
    where policy_version = {{ policy_version() }} and whom_code = 'low_income'

),

lists as (

    select * from {{ ref('int_deliveries_titled') }}

),

members as (

    select * from {{ ref('stg_rural_revitalization__monitored_members') }}
    where is_accepted and person_id is not null

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

deaths as (

    select * from {{ ref('int_deaths_known') }}

),

dated as (

    select
        records.*,
        lists.list_month,
        lists.list_text
    from records
    inner join lists on records.delivery_id = lists.delivery_id

),

standing as (

    select
        dated.*,
        facts.category_code
    from dated
    inner join facts
        on dated.feed = facts.feed and (facts.fact_code is null or dated.fact_code = facts.fact_code)
    where
        not dated.is_ended
        and not exists (
            select 1 from dated as leavings
            where
                leavings.feed = 'civil_affairs_left_relief'
                and leavings.person_id = dated.person_id
                and leavings.left_kind_code = facts.left_kind_code
                and leavings.since_date >= dated.since_date
                and leavings.list_month >= dated.list_month
        )

),

named as (

    select
        person_id,
        category_code,
        since_date,
        list_text,
        feed,
        delivery_id,
        row_number
    from standing
    where person_id is not null
    union all
    select
        members.person_id,
        standing.category_code,
        standing.since_date,
        standing.list_text,
        'monitored_members' as feed,
        members.delivery_id,
        members.row_number
    from standing
    inner join members on standing.household_id = members.household_id
    where standing.person_id is null
    union all
    select
        people.person_id,
        standing.category_code,
        standing.since_date,
        standing.list_text,
        standing.feed,
        standing.delivery_id,
        standing.row_number
    from standing
    inner join people on standing.household_id = people.household_id
    where standing.person_id is null

),

listed as (

    select distinct on (named.person_id)
        named.person_id,
        people.household_id,
        households.township_code,
        households.village_code,
        named.category_code,
        categories.category_label,
        categories.category_rank,
        named.since_date,
        named.list_text,
        named.feed,
        named.delivery_id,
        named.row_number
    from named
    inner join categories on named.category_code = categories.category_code
    inner join packs_that_hold on categories.policy_version = packs_that_hold.policy_version
    left join people on named.person_id = people.person_id
    left join households on people.household_id = households.household_id
    left join deaths on named.person_id = deaths.person_id
    where deaths.person_id is null
    order by
        named.person_id asc, categories.category_rank asc, named.since_date asc, named.feed desc,
        named.delivery_id asc, named.row_number asc

)

select * from listed
