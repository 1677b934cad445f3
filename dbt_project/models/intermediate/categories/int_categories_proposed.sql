with verdicts as (

    select * from {{ ref('int_category_conditions_judged') }}

),

conditions as (

    select * from {{ ref('int_category_conditions_resolved') }}

),

measures as (

    select * from {{ ref('int_household_measures_gathered') }}

),

recorded as (

    select * from {{ ref('int_household_categories_recorded') }}
    where is_official

),

summed as (

    select
        household_id,
        category_code,
        case
            when bool_or(not is_met) then 'failed'
            when bool_or(is_met is null and unknown_code = 'not_judged') then 'not_judged'
            when bool_or(is_met is null) then 'to_check'
            else 'met'
        end as proposal_code
    from verdicts
    group by household_id, category_code

),

kept as (

    select summed.* from summed
    left join recorded
        on summed.household_id = recorded.household_id and summed.category_code = recorded.category_code
    where summed.proposal_code in ('met', 'to_check') or recorded.household_id is not null

),

worded as (

    select
        kept.household_id,
        kept.category_code,
        string_agg(
            concat(
                case when verdicts.is_met then '符合' when not verdicts.is_met then '不符合' else '待核对' end,
                '：', conditions.measure_label,
                case
                    when conditions.unit_label = '' then ''
                    when measures.measured_amount is null then '未知'
                    else
                        case when verdicts.is_met is null then '已知' else '' end
                        || {{ money('measures.measured_amount') }} || conditions.unit_label
                end,
                case
                    when conditions.unit_label = '' then ''
                    when conditions.limit_operator = 'under' then '，应低于'
                    when conditions.limit_operator = 'at_most' then '，应不高于'
                    when conditions.limit_operator = 'over' then '，应高于'
                    else '，应不低于'
                end,
                case
                    when conditions.unit_label = '' then ''
                    else coalesce({{ money('conditions.limit_amount') }} || conditions.unit_label, '标准（未定）')
                end,
                '（', coalesce(measures.record_text, '未有记录'), '；',
                case
                    when conditions.clause like '%第%' then conditions.clause else '第' || conditions.clause || '条'
                end,
                '）'
            ),
            '；' order by conditions.condition_position
        ) as proposal_text
    from kept
    inner join verdicts on kept.household_id = verdicts.household_id and kept.category_code = verdicts.category_code
    inner join conditions
        on
            verdicts.category_code = conditions.category_code
            and verdicts.condition_position = conditions.condition_position
    left join measures
        on kept.household_id = measures.household_id and conditions.measure_code = measures.measure_code
    group by kept.household_id, kept.category_code

),

proposed as (

    select
        kept.household_id,
        kept.category_code,
        kept.proposal_code,
        worded.proposal_text
    from kept
    inner join worded on kept.household_id = worded.household_id and kept.category_code = worded.category_code

)

select * from proposed
