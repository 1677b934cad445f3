with risks as (

    select * from {{ ref('int_risks_worded') }}

),

runs as (

    select * from {{ ref('int_risk_runs_traced') }}

),

numbered as (

    select
        risks.*,
        runs.first_known_month,
        row_number() over (
            partition by risks.household_id, risks.rule_code order by risks.event_date, risks.person_id
        ) = 1 as is_first_of_kind
    from risks
    inner join runs
        on
            risks.household_id = runs.household_id
            and risks.rule_code = runs.rule_code
            and risks.person_id = runs.person_id

),

explained as (

    select
        household_id,
        count(*) filter (where is_first_of_kind)::integer as risk_count,
        string_agg(risk_label, '、' order by rule_position) filter (where is_first_of_kind) as risk_labels,
        string_agg(reason_text, '；' order by rule_position, event_date, reason_text collate "C", person_id) || '。'
            as reason_text,
        array_agg(distinct person_id order by person_id) as subject_person_ids,
        bool_or(is_sudden) as is_sudden,
        min(first_known_month) as first_known_month
    from numbered
    group by household_id

)

select * from explained
