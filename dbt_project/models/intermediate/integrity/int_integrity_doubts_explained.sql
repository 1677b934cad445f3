with doubts as (

    select * from {{ ref('int_integrity_doubts_judged') }}

),

checks as (

    select * from {{ ref('int_integrity_checks_resolved') }}

),

relief as (

    select * from {{ ref('int_relief_people_gathered') }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}

),

departments as (

    select * from {{ source('reference', 'departments') }}

),

grounds as (

    select distinct
        relief.person_id,
        relief.relief_label || '（' || departments.department_name
        || to_char(relief.list_month, 'FMYYYY"年"FMMM"月"') || '名单）' as ground_text
    from relief
    inner join feeds on relief.feed = feeds.feed
    inner join departments on feeds.department_code = departments.department_code

),

relieved as (

    select
        person_id,
        string_agg(ground_text, '、' order by ground_text collate "C") as relief_text
    from grounds
    group by person_id

),

filled as (

    select
        doubts.*,
        checks.check_position,
        checks.doubt_label,
        checks.checker_code,
        checks.checker_name,
        checks.document_number,
        checks.clause,
        feeds.department_code,
        departments.department_name,
        feeds.feed_title,
        relieved.relief_text,
        {{ fill('checks.sentence_pattern', {
            'date': chinese_date('doubts.event_date'),
            'value': money('doubts.value_amount'),
            'count': 'doubts.item_count::text',
            'months': 'doubts.month_count::text',
            'threshold': money('doubts.threshold_amount'),
            'attribute': 'doubts.attribute',
        }) }} as sentence
    from doubts
    inner join checks on doubts.doubt_code = checks.doubt_code
    inner join feeds on doubts.feed = feeds.feed
    inner join departments on feeds.department_code = departments.department_code
    left join relieved on doubts.person_id = relieved.person_id

),

explained as (

    select
        doubt_code,
        person_id,
        feed,
        household_id,
        list_month,
        event_date,
        value_amount,
        item_count,
        month_count,
        threshold_amount,
        record_count,
        department_code,
        check_position,
        doubt_label,
        checker_code,
        checker_name,
        document_number,
        clause,
        relief_text,
        delivery_id,
        row_number,
        department_name || '《' || feed_title || '》（' || to_char(list_month, 'FMYYYY"年"FMMM"月"') || '）：' || sentence
        || '（' || document_number || '第' || clause || '条）' as found_text
    from filled

)

select * from explained
