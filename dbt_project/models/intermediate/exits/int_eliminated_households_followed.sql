with eliminated as (

    select * from {{ ref('int_quality_households_profiled') }}
    where is_eliminated

),

open_risks as (

    select * from {{ ref('int_open_risks_carried') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

steps as (

    select * from {{ ref('int_case_steps_resolved') }}
    where step_code = 'elimination'

),

ways as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'elimination_way_code'

),

-- What was reported after the elimination and has not been found to be nothing.
reported as (

    select
        eliminated.household_id,
        open_risks.reported_month,
        rules.risk_label
    from eliminated
    inner join open_risks on eliminated.household_id = open_risks.household_id
    inner join rules on open_risks.rule_code = rules.rule_code
    where open_risks.reported_month > eliminated.eliminated_month

),

recurring as (

    select
        household_id,
        max(reported_month) as reported_month,
        string_agg(distinct risk_label collate "C", '、' order by risk_label collate "C") as risk_labels
    from reported
    group by household_id

),

followed as (

    select
        eliminated.household_id,
        eliminated.delivery_id,
        eliminated.row_number,
        eliminated.identified_month,
        eliminated.eliminated_month,
        eliminated.elimination_way_code,
        eliminated.risks_text,
        recurring.reported_month,
        recurring.risk_labels,
        recurring.household_id is not null as is_recurring,
        concat_ws(
            '，',
            to_char(eliminated.identified_month, 'FMYYYY"年"FMMM"月识别为监测对象"')
            || coalesce('（' || eliminated.risks_text || '）', ''),
            to_char(eliminated.eliminated_month, 'FMYYYY"年"FMMM"月标注风险消除"')
            || coalesce('（' || ways.label || '）', '')
        )
        || case
            when recurring.household_id is null then '；此后没有新的风险，继续监测'
            else
                '；此后又有风险：' || recurring.risk_labels || '（'
                || to_char(recurring.reported_month, 'FMYYYY"年"FMMM"月"') || '报告），应按程序核查，属实的风险再标注'
        end
        || coalesce('（' || steps.document_number || '第' || steps.clause || '条）', '') as reason_text
    from eliminated
    left join recurring on eliminated.household_id = recurring.household_id
    left join ways on eliminated.elimination_way_code = ways.code
    left join steps on true

)

select * from followed
