with findings as (

    select * from {{ ref('int_quality_findings_explained') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        findings.rule_number,
        findings.subject_reference,
        findings.rule_group_label,
        findings.rule_label,
        findings.household_id,
        findings.person_id,
        households.township_code,
        households.village_code,
        findings.found_text,
        findings.mender_code,
        findings.mender_name,
        findings.is_exempt,
        findings.exemption_reason,
        findings.delivery_id,
        findings.row_number
    from findings
    left join households on findings.household_id = households.household_id

)

select * from located
