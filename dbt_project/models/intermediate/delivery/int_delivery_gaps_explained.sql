with gaps as (

    select * from {{ ref('int_delivery_gaps_judged') }}

),

checks as (

    select * from {{ ref('int_delivery_checks_resolved') }}

),

hardships as (

    select * from {{ source('reference', 'policy_hardships') }}
    where policy_version = {{ policy_version() }}

),

departments as (

    select * from {{ source('reference', 'departments') }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}

),

kinds as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'low_income_kind_code'

),

named_lists as (

    select
        gaps.gap_reference,
        '《' || feeds.feed_title || '》' as list_text
    from gaps
    inner join feeds on feeds.feed = any(gaps.relief_feeds)

),

missing_lists as (

    select
        gap_reference,
        string_agg(list_text, '、' order by list_text collate "C") as missing_text
    from named_lists
    group by gap_reference

),

filled as (

    select
        gaps.*,
        checks.check_position,
        checks.gap_label,
        checks.threshold_amount,
        checks.document_number,
        checks.clause,
        departments.department_code as in_charge_code,
        departments.department_name as in_charge_name,
        {{ fill('checks.sentence_pattern', {
            'date': chinese_date('gaps.event_date'),
            'month': "to_char(gaps.reported_month, 'FMYYYY\"年\"FMMM\"月\"')",
            'deadline': chinese_date('gaps.deadline_date'),
            'threshold': money('checks.threshold_amount'),
            'count': 'gaps.able_count::text',
            'hardship': 'hardships.hardship_label',
            'roll': 'kinds.label',
            'basis': "coalesce(gaps.basis_text, '无')",
            'missing': "coalesce('没有列入' || missing_lists.missing_text, '没有相应的帮扶措施')",
        }) }} as sentence
    from gaps
    inner join checks on gaps.gap_code = checks.gap_code
    left join hardships on gaps.hardship_code = hardships.hardship_code
    inner join departments
        on coalesce(checks.in_charge_code, gaps.relief_in_charge_code) = departments.department_code
    left join missing_lists on gaps.gap_reference = missing_lists.gap_reference
    left join kinds on gaps.counted_code = kinds.code

),

explained as (

    select
        gap_code,
        gap_reference,
        household_id,
        person_id,
        hardship_code,
        disposition_code,
        check_position,
        gap_label,
        reported_month,
        event_date,
        deadline_date,
        threshold_amount,
        in_charge_code,
        in_charge_name,
        document_number,
        clause,
        delivery_id,
        row_number,
        sentence || '（' || document_number || '第' || clause || '条）' as found_text
    from filled

)

select * from explained
