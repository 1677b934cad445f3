with answers as (

    select * from {{ ref('stg_departments__asset_answers') }}

),

lists as (

    select * from {{ ref('int_deliveries_titled') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

holder_ages as (

    select parameter_value::integer as age_years from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'asset_holder_age'

),

newest as (

    select distinct on (answers.person_id, answers.asset_kind_code, answers.feed)
        answers.person_id,
        answers.asset_kind_code,
        answers.is_found,
        lists.list_text,
        case when answers.is_found then coalesce(answers.asset_count, 1) else 0 end as asset_count,
        case when answers.is_found then answers.asset_value_amount else 0 end as asset_value_amount
    from answers
    inner join lists on answers.delivery_id = lists.delivery_id
    order by
        answers.person_id asc, answers.asset_kind_code asc, answers.feed asc, lists.list_month desc,
        answers.compared_date desc, answers.delivery_id desc, answers.row_number desc

),

owned as (

    select
        person_id,
        asset_kind_code,
        max(asset_count) as asset_count,
        max(asset_value_amount) filter (where is_found or asset_value_amount > 0) as found_amount,
        bool_or(is_found) as is_found,
        min(list_text) as list_text
    from newest
    group by person_id, asset_kind_code

),

asked as (

    select distinct
        people.household_id,
        owned.asset_kind_code
    from owned
    inner join people on owned.person_id = people.person_id

),

members as (

    select
        people.household_id,
        people.person_id,
        coalesce(
            people.birth_month > {{ built_month() }} - make_interval(years => holder_ages.age_years), false
        ) as is_child
    from people
    left join holder_ages on true

),

summed as (

    select
        asked.household_id,
        asked.asset_kind_code,
        coalesce(sum(owned.asset_count), 0)::integer as asset_count,
        coalesce(sum(owned.found_amount), 0)::numeric(14, 2) as asset_value_amount,
        bool_and(owned.person_id is not null or members.is_child) as is_answered,
        bool_and(coalesce(not owned.is_found or owned.found_amount is not null, true)) as is_valued,
        string_agg(distinct owned.list_text, '、') as record_text
    from asked
    inner join members on asked.household_id = members.household_id
    left join owned on members.person_id = owned.person_id and asked.asset_kind_code = owned.asset_kind_code
    group by asked.household_id, asked.asset_kind_code

)

select * from summed
