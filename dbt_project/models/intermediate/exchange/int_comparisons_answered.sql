with answers as (

    select * from {{ ref('stg_departments__comparison_answers') }}

),

identity_checks as (

    select * from {{ ref('stg_police__identity_checks') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}

),

said as (

    select
        answers.feed,
        answers.delivery_id,
        answers.person_id,
        answers.evidence_code as comparison_code,
        answers.compared_date,
        answers.is_found,
        concat_ws(
            '，',
            case when answers.attribute_column = 'company_position_code' then code_labels.label end,
            '数量' || answers.item_count::text,
            '价值' || {{ money('answers.value_amount') }} || '元',
            '取得于' || {{ chinese_date('answers.event_date') }},
            '缴费至' || to_char(answers.pension_paid_until_month, 'FMYYYY"年"FMMM"月"')
        ) as item_text
    from answers
    left join code_labels
        on answers.attribute_column = code_labels.column_name and answers.attribute = code_labels.code
    where answers.person_id is not null
    union all
    select
        'police_identity_checks' as feed,
        identity_checks.delivery_id,
        identity_checks.person_id,
        'identity' as comparison_code,
        identity_checks.compared_date,
        identity_checks.identity_check_code <> 'matches' as is_found,
        code_labels.label as item_text
    from identity_checks
    inner join code_labels
        on
            code_labels.column_name = 'identity_check_code'
            and identity_checks.identity_check_code = code_labels.code
    where identity_checks.person_id is not null

),

dated as (

    select
        said.*,
        inputs.month as list_month,
        max(inputs.month) over (
            partition by said.feed, said.comparison_code, said.person_id
        ) as newest_month
    from said
    inner join inputs on said.delivery_id = inputs.delivery_id

),

answered as (

    select
        feed,
        comparison_code,
        person_id,
        list_month,
        max(compared_date) as compared_date,
        bool_or(is_found) as is_found,
        case
            when comparison_code = 'identity'
                then string_agg(distinct item_text, '；' order by item_text)
            when not bool_or(is_found) then '无'
            else concat_ws(
                '：', '有',
                string_agg(nullif(item_text, ''), '；' order by item_text collate "C") filter (where is_found)
            )
        end as answer_text
    from dated
    where list_month = newest_month
    group by feed, comparison_code, person_id, list_month

)

select * from answered
