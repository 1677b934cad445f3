with criteria as (

    select * from {{ ref('int_household_criteria_gathered') }}
    where not is_monitored

),

limits as (

    select * from {{ ref('int_watch_limits_resolved') }}

),

coded as (

    select
        criteria.*,
        limits.document_number,
        limits.range_clause,
        limits.watch_clause,
        limits.watched_income_ratio * limits.range_amount as lower_amount,
        limits.sufficient_income_ratio * limits.range_amount as sufficient_amount,
        case
            when
                criteria.is_under_range and criteria.risk_count = 0 and criteria.guarantee_code = 'met'
                and criteria.income_per_person_amount >= limits.watched_income_ratio * limits.range_amount
                then 'slightly_under_range'
            when criteria.is_under_range and criteria.risk_count = 0 and criteria.guarantee_code <> 'unmet'
                then 'range_alone'
            when
                criteria.guarantee_code = 'unmet'
                and criteria.income_per_person_amount >= limits.sufficient_income_ratio * limits.range_amount
                then 'solvable_guarantee'
        end as watch_code
    from criteria
    cross join limits

),

cited as (

    select
        *,
        case watch_code when 'range_alone' then range_clause else watch_clause end as clause
    from coded
    where watch_code is not null

),

worded as (

    select
        household_id,
        watch_code,
        income_per_person_amount,
        range_amount,
        list_month,
        clause,
        '人均纯收入' || {{ money('income_per_person_amount') }} || '元（' || extract(year from list_month) || '年'
        || extract(month from list_month) || '月收入情况表），'
        || case watch_code
            when 'slightly_under_range'
                then
                    '略低于监测范围' || {{ money('range_amount') }} || '元（不低于' || {{ money('lower_amount') }}
                    || '元），“三保障”和饮水安全无问题，没有未结风险，不纳入监测，持续关注'
            when 'range_alone'
                then
                    '低于监测范围' || {{ money('range_amount') }} || '元，没有未结风险'
                    || case guarantee_code when 'unknown' then '，“三保障”和饮水安全情况不全，请核对' else '' end
                    || '；监测范围不是唯一标准，持续关注'
            when 'solvable_guarantee'
                then '达到' || {{ money('sufficient_amount') }} || '元；' || fault_labels || '，依靠自身能力可以解决，请督促解决，持续关注'
        end
        || '（' || document_number || '第' || clause || '条）' as reason_text
    from cited

)

select * from worded
