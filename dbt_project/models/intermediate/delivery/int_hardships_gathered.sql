with hardships as (

    select * from {{ source('reference', 'policy_hardships') }}
    where policy_version = {{ policy_version() }}

),

telling_signals as (

    select
        signals.hardship_code,
        signals.signal_code,
        code_labels.label as attribute,
        signals.attribute is null as tells_whatever
    from {{ source('reference', 'policy_hardship_signals') }} as signals
    left join {{ source('reference', 'code_labels') }} as code_labels on signals.attribute = code_labels.code
    where signals.policy_version = {{ policy_version() }}

),

open_risks as (

    select * from {{ ref('int_open_risks_carried') }}

),

risks as (

    select
        household_id,
        rule_code,
        person_id,
        reported_month,
        attribute
    from {{ ref('int_risks_judged') }}
    union
    select
        household_id,
        rule_code,
        person_id,
        reported_month,
        attribute
    from {{ ref('stg_published__risk_months') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

monitored as (

    select * from {{ ref('int_quality_households_profiled') }}
    where is_open

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'risk_1_code'

),

told as (

    select
        open_risks.household_id,
        telling_signals.hardship_code,
        open_risks.first_reported_month,
        open_risks.reported_month,
        rules.department_name || to_char(open_risks.reported_month, 'FMYYYY"年"FMMM"月"') || '推送'
        || rules.risk_label || coalesce('：' || telling_signals.attribute, '') as basis_text
    from open_risks
    inner join telling_signals on open_risks.signal_code = telling_signals.signal_code
    inner join rules on open_risks.rule_code = rules.rule_code
    inner join risks
        on
            open_risks.household_id = risks.household_id
            and open_risks.rule_code = risks.rule_code
            and open_risks.person_id = risks.person_id
            and open_risks.reported_month = risks.reported_month
    where
        telling_signals.tells_whatever
        or telling_signals.attribute = any(string_to_array(risks.attribute, '、'))
    union all
    select
        monitored.household_id,
        hardships.hardship_code,
        monitored.identified_month as first_reported_month,
        {{ built_month() }} as reported_month,
        '监测风险' || code_labels.label as basis_text
    from monitored
    inner join hardships on monitored.risk_codes && hardships.risk_codes
    inner join code_labels
        on code_labels.code = any(monitored.risk_codes) and code_labels.code = any(hardships.risk_codes)

),

gathered as (

    select
        household_id,
        hardship_code,
        min(first_reported_month) as first_reported_month,
        max(reported_month) as reported_month,
        string_agg(distinct basis_text collate "C", '、' order by basis_text collate "C") as basis_text
    from told
    group by household_id, hardship_code

)

select * from gathered
