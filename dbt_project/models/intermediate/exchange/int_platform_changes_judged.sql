with held as (

    select * from {{ ref('int_low_income_people_listed') }}

),

held_before as (

    select * from {{ ref('stg_published__low_income_people') }}

),

uploads as (

    select * from {{ source('reference', 'policy_uploads') }}
    where policy_version = {{ policy_version() }}

),

deaths as (

    select * from {{ ref('int_deaths_known') }}

),

facts as (

    select distinct
        category_code,
        left_kind_code
    from {{ source('reference', 'policy_category_facts') }}
    where policy_version = {{ policy_version() }} and left_kind_code is not null

),

leavers as (

    select
        relief_leavers.person_id,
        facts.category_code,
        max(relief_leavers.left_date) as left_date
    from {{ ref('stg_civil_affairs__relief_leavers') }} as relief_leavers
    inner join facts on relief_leavers.low_income_kind_code = facts.left_kind_code
    group by relief_leavers.person_id, facts.category_code

),

eliminated as (

    select * from {{ ref('int_households_assisted') }}
    where is_eliminated

),

places as (

    select * from {{ ref('int_households_composed') }}

),

compared as (

    select
        held.category_code,
        held.category_label,
        held_before.category_code as previous_category_code,
        held_before.category_label as previous_category_label,
        held.since_date,
        held.list_text,
        coalesce(held.person_id, held_before.person_id) as person_id,
        coalesce(held.household_id, held_before.household_id) as household_id,
        coalesce(held.feed, held_before.feed) as feed,
        coalesce(held.delivery_id, held_before.delivery_id) as delivery_id,
        coalesce(held.row_number, held_before.row_number) as row_number,
        case
            when held_before.person_id is null then 'entered'
            when held.person_id is null then 'left'
            else 'changed'
        end as platform_change_code
    from held
    full join held_before on held.person_id = held_before.person_id
    where held.category_code is distinct from held_before.category_code

),

explained as (

    select
        compared.person_id,
        compared.platform_change_code,
        compared.household_id,
        places.township_code,
        places.village_code,
        compared.category_code,
        compared.category_label,
        compared.previous_category_code,
        compared.previous_category_label,
        compared.feed,
        compared.delivery_id,
        compared.row_number,
        case
            when compared.platform_change_code <> 'left' then compared.since_date
            when deaths.person_id is not null then deaths.death_date
            when leavers.person_id is not null then leavers.left_date
            when eliminated.household_id is not null then eliminated.eliminated_month
        end as changed_date,
        case
            when compared.platform_change_code <> 'left' then compared.list_text || '列名'
            when deaths.person_id is not null then '死亡'
            when leavers.person_id is not null then '退出低保或特困供养'
            when eliminated.household_id is not null then '风险消除'
            else '最近名单不再列名'
        end as change_reason_text
    from compared
    cross join uploads
    left join places on compared.household_id = places.household_id
    left join deaths on compared.person_id = deaths.person_id
    left join leavers
        on compared.person_id = leavers.person_id and compared.previous_category_code = leavers.category_code
    left join eliminated
        on
            compared.household_id = eliminated.household_id
            and compared.feed in ('monitored_households', 'monitored_members')

)

select * from explained
