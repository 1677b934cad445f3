with records as (

    select * from {{ ref('stg_departments__category_records') }}

),

facts as (

    select * from {{ source('reference', 'policy_category_facts') }}
    where policy_version = {{ policy_version() }}

),

lists as (

    select * from {{ ref('int_deliveries_titled') }}

),

known as (

    select
        records.*,
        lists.list_month,
        lists.list_text
    from records
    inner join lists on records.delivery_id = lists.delivery_id

),

leavings as (

    select
        person_id,
        left_kind_code,
        since_date as left_date,
        list_month
    from known
    where feed = 'civil_affairs_left_relief'

),

classed as (

    select
        facts.category_code,
        known.household_id,
        known.person_id,
        known.feed,
        known.delivery_id,
        known.row_number,
        known.since_date,
        known.list_month,
        known.list_text,
        known.income_per_person_amount,
        max(coalesce(known.ended_date, leavings.left_date)) as ended_date,
        bool_or(known.is_ended or leavings.person_id is not null) as is_ended
    from known
    inner join facts
        on known.feed = facts.feed and (facts.fact_code is null or known.fact_code = facts.fact_code)
    left join leavings
        on
            known.person_id = leavings.person_id
            and facts.left_kind_code = leavings.left_kind_code
            and known.since_date <= leavings.left_date
            and known.list_month <= leavings.list_month
    group by
        facts.category_code, known.household_id, known.person_id, known.feed, known.delivery_id, known.row_number,
        known.since_date, known.list_month, known.list_text, known.income_per_person_amount

)

select * from classed
