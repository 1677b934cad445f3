with judged as (

    select * from {{ ref('int_eliminations_judged') }}

),

told as (

    select
        *,
        case income_code
            when 'met'
                then
                    '近' || elimination_months || '个月人均纯收入最低' || {{ money('least_income_amount') }}
                    || '元，均超过当年监测范围' || {{ money('range_amount') }} || '元'
            when 'unmet'
                then
                    '近' || elimination_months || '个月人均纯收入最低' || {{ money('least_income_amount') }}
                    || '元，没有一直超过当年监测范围' || {{ money('range_amount') }} || '元'
            else '近' || elimination_months || '个月只有' || known_month_count || '个月有收入数据'
        end as income_text,
        case expense_code
            when 'met' then '没有未结的大额支出'
            when 'unmet' then '大额刚性支出没有解决'
            else '没有大额支出名单'
        end as expense_text,
        case guarantee_code
            when 'met' then '“三保障”和饮水安全无问题'
            when 'unmet' then fault_labels
            else '“三保障”和饮水安全情况不全'
        end as guarantee_text,
        case able_code
            when 'met' then '有劳动能力'
            when 'unmet' then '整户无劳动能力，暂不标注'
            else '没有劳动能力数据'
        end as labour_text,
        case when risk_count > 0 then '有未结风险：' || risk_labels else '没有未结风险' end as open_risk_text,
        case disappearance_code
            when 'died' then '家庭成员均已死亡注销，风险自然消失'
            when 'moved' then '最近的花名册中已没有这一户，请核实是否整户迁出，风险自然消失'
        end as disappearance_text
    from judged

),

worded as (

    select
        household_id,
        range_amount,
        least_income_amount,
        known_month_count,
        income_code,
        expense_code,
        guarantee_code,
        able_code,
        open_risk_code,
        conclusion_code,
        elimination_clause as clause,
        coalesce(
            disappearance_text,
            concat_ws('；', income_text, expense_text, guarantee_text, labour_text, open_risk_text)
        ) || '（' || document_number || '第' || elimination_clause || '条）' as reason_text
    from told

)

select * from worded
