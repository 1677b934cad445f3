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

urgently_referred as (

    select * from {{ ref('int_risks_urgently_referred') }}

),

referrals as (

    select * from {{ ref('int_urgent_referrals_answered') }}

),

registered as (

    select * from {{ ref('int_low_income_households_registered') }}

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
        {{ months_between('risks.reported_month', built_month()) }} as months_since_reported,
        case
            when risks.household_id in (select registered.household_id from registered) then '已登记低收入'
            when exists (select from registered) then '未登记低收入'
        end as registration_label,
        referrals.urgent_note,
        case when people.is_head then '户主' else '家庭成员（' || coalesce(relations.label, '其他') || '）' end as member_label
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    inner join people on risks.person_id = people.person_id
    left join relations on people.relation_code = relations.code
    left join urgently_referred
        on
            risks.household_id = urgently_referred.household_id
            and risks.rule_code = urgently_referred.rule_code
            and risks.person_id = urgently_referred.person_id
    left join referrals
        on
            urgently_referred.household_id = referrals.household_id
            and urgently_referred.urgent_kind_code = referrals.urgent_kind_code
            and urgently_referred.urgent_event_date = referrals.urgent_event_date
            and urgently_referred.referral_month = referrals.referral_month

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
            'registration': "coalesce(registration_label, '低收入登记不详')",
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
        department_name || extract(month from reported_month) || '月推送'
        || case when months_since_reported > 0 then '（已' || months_since_reported || '个月未更新）' else '' end
        || '：' || sentence
        || '（' || document_number || '第' || clause || '条）' || coalesce(urgent_note, '') as reason_text
    from filled

)

select * from worded
