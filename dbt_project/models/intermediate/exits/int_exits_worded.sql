with judged as (

    select * from {{ ref('int_exits_judged') }}

),

monitored as (

    select * from {{ ref('int_monitored_households_listed') }}

),

labels as (

    select
        code as monitored_code,
        label as monitored_label
    from {{ source('reference', 'code_labels') }}
    where column_name = 'low_income_kind_code'

),

worded as (

    select
        judged.household_id,
        judged.monitored_code,
        judged.exit_code,
        judged.left_date,
        case judged.exit_code
            when 'left_relief'
                then '民政局退出名单：于' || {{ chinese_date('judged.left_date') }} || '退出' || labels.monitored_label
            when 'risk_eliminated' then '监测系统农户信息表已标注风险消除'
            else '上月为' || coalesce(labels.monitored_label, '防返贫监测对象') || '，本月采用的名册中已没有'
        end
        || case
            when monitored.household_id is null then '，建议核实后退出监测范围'
            else '，仍为' || monitored.monitored_labels || '，继续监测'
        end as reason_text
    from judged
    left join labels on judged.monitored_code = labels.monitored_code
    left join monitored on judged.household_id = monitored.household_id

)

select * from worded
