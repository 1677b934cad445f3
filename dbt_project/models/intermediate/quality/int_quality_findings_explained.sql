with findings as (

    select * from {{ ref('int_quality_households_judged') }}
    union all
    select * from {{ ref('int_quality_members_judged') }}

),

rules as (

    select * from {{ source('reference', 'quality_rules') }}

),

departments as (

    select * from {{ source('reference', 'departments') }}

),

sentences as (

    select * from {{ source('reference', 'quality_facts') }}

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}

),

exemptions as (

    select * from {{ ref('stg_rural_revitalization__quality_exemptions') }}
    where valid_until_date is null or valid_until_date >= ({{ built_month() }} + interval '1 month')::date - 1

),

told as (

    select
        findings.rule_number,
        findings.subject_reference,
        string_agg(
            replace(
                sentences.sentence, '{}',
                coalesce(code_labels.label, {{ plain_fact('findings.facts ->> shown.fact') }}, '未填')
            ),
            '，' order by shown.position
        ) as found_text
    from findings
    inner join rules on findings.rule_number = rules.rule_number
    cross join unnest(rules.shown_facts) with ordinality as shown (fact, position)
    inner join sentences on shown.fact = sentences.fact
    left join code_labels
        on
            case shown.fact when 'couple_sex_code' then 'sex_code' else shown.fact end = code_labels.column_name
            and findings.facts ->> shown.fact = code_labels.code
    group by findings.rule_number, findings.subject_reference

),

exempted as (

    select distinct on (findings.rule_number, findings.subject_reference)
        findings.rule_number,
        findings.subject_reference,
        exemptions.exemption_reason
    from findings
    inner join exemptions
        on
            findings.rule_number = exemptions.rule_number
            and findings.household_id = exemptions.household_id
            and (exemptions.person_id is null or findings.person_id = exemptions.person_id)
    order by
        findings.rule_number asc, findings.subject_reference asc, exemptions.delivery_id asc, exemptions.row_number asc

),

explained as (

    select
        findings.rule_number,
        findings.subject_reference,
        rules.rule_group_label,
        rules.rule_label,
        findings.household_id,
        findings.person_id,
        told.found_text,
        rules.mender_code,
        departments.department_name as mender_name,
        exempted.exemption_reason,
        findings.delivery_id,
        findings.row_number,
        exempted.rule_number is not null as is_exempt
    from findings
    inner join rules on findings.rule_number = rules.rule_number
    inner join departments on rules.mender_code = departments.department_code
    inner join told
        on findings.rule_number = told.rule_number and findings.subject_reference = told.subject_reference
    left join exempted
        on findings.rule_number = exempted.rule_number and findings.subject_reference = exempted.subject_reference

)

select * from explained
