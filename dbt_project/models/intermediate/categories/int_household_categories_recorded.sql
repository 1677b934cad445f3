with records as (

    select * from {{ ref('int_category_records_matched') }}

),

summed as (

    select
        household_id,
        category_code,
        bool_or(not is_ended) as is_official,
        min(since_date) filter (where not is_ended) as official_since_date,
        max(list_month) filter (where not is_ended) as official_list_month,
        count(distinct person_id) filter (where not is_ended)::integer as official_person_count,
        max(ended_date) as last_ended_date,
        string_agg(distinct list_text, '、') filter (where not is_ended) as standing_text,
        string_agg(distinct list_text, '、') as any_text
    from records
    group by household_id, category_code

),

recorded as (

    select
        household_id,
        category_code,
        is_official,
        official_since_date,
        official_list_month,
        official_person_count,
        case when not is_official then last_ended_date end as ended_date,
        case
            when is_official
                then concat(
                    standing_text, '列有', nullif(official_person_count, 0)::text || '人',
                    '，自' || {{ chinese_date('official_since_date') }}
                )
            else concat(any_text, '曾列，', coalesce({{ chinese_date('last_ended_date') }}, '日期不详'), '退出')
        end as official_text
    from summed

)

select * from recorded
