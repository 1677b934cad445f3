with risks as (

    select * from {{ ref('int_risks_judged') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

relations as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'relation_code'

),

related as (

    select
        risks.*,
        rules.rule_position,
        rules.risk_label,
        rules.is_sudden,
        rules.department_name,
        rules.document_number,
        rules.clause,
        rules.sentence_pattern,
        rules.threshold_amount,
        case when people.is_head then '户主' else '家庭成员（' || coalesce(relations.label, '其他') || '）' end as member_label
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    inner join people on risks.person_id = people.person_id
    left join relations on people.relation_code = relations.code

),

filled as (

    select
        *,
        {{ fill('sentence_pattern', {
            'member': 'member_label',
            'date': chinese_date('event_date'),
            'value': money('value_amount'),
            'threshold': money('threshold_amount'),
            'attribute': 'attribute',
        }) }} as sentence
    from related

),

worded as (

    select
        household_id,
        rule_code,
        person_id,
        event_date,
        rule_position,
        risk_label,
        is_sudden,
        department_name || extract(month from {{ built_month() }}) || '月推送：' || sentence
        || '（' || document_number || '第' || clause || '条）' as reason_text
    from filled

)

select * from worded
