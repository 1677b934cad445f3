with records as (

    select * from {{ ref('int_category_records_classed') }}
    where not is_ended

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

named as (

    select
        person_id,
        category_code,
        since_date,
        list_text,
        feed,
        delivery_id,
        row_number
    from records
    where person_id is not null
    union all
    select
        members.person_id,
        records.category_code,
        records.since_date,
        records.list_text,
        'monitored_members' as feed,
        members.delivery_id,
        members.row_number
    from records
    inner join members on records.household_id = members.household_id
    where records.person_id is null
    union all
    select
        people.person_id,
        records.category_code,
        records.since_date,
        records.list_text,
        records.feed,
        records.delivery_id,
        records.row_number
    from records
    inner join people on records.household_id = people.household_id
    where records.person_id is null

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
