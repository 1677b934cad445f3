with records as (

    select * from {{ ref('stg_departments__outreach_records') }}

),

lists as (

    select * from {{ ref('int_outreach_lists_resolved') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

deaths as (

    select * from {{ ref('int_deaths_known') }}

),

titles as (

    select * from {{ ref('int_deliveries_titled') }}

),

told as (

    select
        lists.outreach_ground_code,
        lists.ground_list_position,
        lists.ground_position,
        lists.ground_label,
        lists.inside_codes,
        lists.is_whole_household,
        lists.document_number,
        lists.clause,
        people.household_id,
        records.person_id,
        records.record_date,
        titles.list_month,
        titles.list_text || coalesce('（' || {{ chinese_date('records.record_date') }} || '）', '') as record_text,
        lists.sought_column is null or coalesce(records.record_code = any(lists.sought_codes), false) as is_sought
    from records
    inner join lists
        on
            records.feed = lists.feed
            and (lists.sought_column is null or records.record_column = lists.sought_column)
    inner join people on records.person_id = people.person_id
    inner join titles on records.delivery_id = titles.delivery_id
    left join deaths on records.person_id = deaths.person_id
    where
        deaths.person_id is null
        and (
            lists.window_months is null
            or records.record_date
            >= {{ built_month() }} + interval '1 month' - make_interval(months => lists.window_months)
        )

),

matched as (

    select
        household_id,
        outreach_ground_code,
        ground_list_position,
        ground_position,
        ground_label,
        inside_codes,
        document_number,
        clause,
        (count(distinct person_id) filter (where is_sought))::integer as sought_person_count,
        (
            array_agg(
                record_text
                order by list_month desc, record_date desc nulls last, record_text collate "C" asc
            ) filter (where is_sought)
        )[1] as record_text
    from told
    group by
        household_id, outreach_ground_code, ground_list_position, ground_position, ground_label, inside_codes,
        document_number, clause, is_whole_household
    having case when is_whole_household then bool_and(is_sought) else bool_or(is_sought) end

)

select * from matched
