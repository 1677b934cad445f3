with assisted as (

    select * from {{ ref('int_households_assisted') }}
    where is_open

),

lists as (

    select * from {{ ref('stg_rural_revitalization__monitoring_lists') }}

),

members as (

    select * from {{ ref('stg_rural_revitalization__monitored_members') }}
    where household_id is not null

),

households as (

    select * from {{ ref('int_households_composed') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

known_before as (

    select distinct household_id from {{ ref('stg_published__monitored_people') }}

),

earlier as (

    select count(*) > 0 as has_people from known_before

),

open_households as (

    select
        assisted.household_id,
        lists.head_person_id,
        assisted.identified_month,
        assisted.risks_text,
        assisted.delivery_id,
        assisted.row_number,
        case
            when earlier.has_people then known_before.household_id is null
            else coalesce(assisted.identified_month = {{ built_month() }}, false)
        end as is_newly_listed
    from assisted
    inner join lists on assisted.delivery_id = lists.delivery_id and assisted.row_number = lists.row_number
    cross join earlier
    left join known_before on assisted.household_id = known_before.household_id

),

named as (

    select
        household_id,
        head_person_id as person_id,
        'head'::text as relation_code,
        'monitored_households'::text as feed,
        delivery_id,
        row_number
    from open_households
    union all
    select
        members.household_id,
        members.person_id,
        members.relation_code,
        'monitored_members' as feed,
        members.delivery_id,
        members.row_number
    from members
    inner join open_households on members.household_id = open_households.household_id
    where members.person_id is null or members.person_id is distinct from open_households.head_person_id

),

listed as (

    select
        named.feed,
        named.delivery_id,
        named.row_number,
        named.household_id,
        named.person_id,
        named.relation_code,
        households.township_code,
        households.village_code,
        open_households.identified_month,
        open_households.risks_text,
        open_households.is_newly_listed,
        inputs.month as list_month
    from named
    inner join open_households on named.household_id = open_households.household_id
    inner join inputs on named.delivery_id = inputs.delivery_id
    left join households on named.household_id = households.household_id

)

select * from listed
