with risks as (

    select * from {{ ref('int_risks_judged') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

reasons as (

    select * from {{ ref('int_risks_worded') }}

),

runs as (

    select * from {{ ref('int_risk_runs_traced') }}

),

labelled as (

    select
        household_id,
        string_agg(risk_label, '、' order by rule_position) as risk_labels
    from (
        select distinct
            risks.household_id,
            rules.rule_position,
            rules.risk_label
        from risks
        inner join rules on risks.rule_code = rules.rule_code
    ) as named
    group by household_id

),

explained as (

    select
        risks.household_id,
        count(distinct risks.rule_code)::integer as risk_count,
        string_agg(
            reasons.reason_text, '；' order by rules.rule_position, risks.event_date, risks.person_id
        ) || '。' as reason_text,
        array_agg(distinct risks.person_id order by risks.person_id) as subject_person_ids,
        bool_or(rules.is_sudden) as is_sudden,
        min(runs.first_known_month) as first_known_month
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    inner join reasons
        on
            risks.household_id = reasons.household_id
            and risks.rule_code = reasons.rule_code
            and risks.person_id = reasons.person_id
    inner join runs
        on
            risks.household_id = runs.household_id
            and risks.rule_code = runs.rule_code
            and risks.person_id = runs.person_id
    group by risks.household_id

),

joined as (

    select
        explained.*,
        labelled.risk_labels
    from explained
    inner join labelled on explained.household_id = labelled.household_id

)

select * from joined
