with findings as (

    select * from {{ ref('stg_rural_revitalization__inspection_findings') }}

),

words as (

    select * from {{ source('reference', 'policy_finding_words') }}
    where policy_version = {{ policy_version() }}

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'finding_kind_code'

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

owners as (

    select distinct
        findings.delivery_id,
        findings.row_number,
        words.department_code
    from findings
    inner join words on findings.responsible_unit ~ words.word

),

assigned as (

    select
        findings.delivery_id,
        findings.row_number,
        findings.finding_number,
        code_labels.label as finding_label,
        findings.found_date,
        findings.responsible_unit,
        people.household_id,
        households.township_code,
        households.village_code,
        coalesce(owners.department_code, 'nobody') as department_code
    from findings
    inner join code_labels on findings.finding_kind_code = code_labels.code
    left join owners on findings.delivery_id = owners.delivery_id and findings.row_number = owners.row_number
    left join people on findings.head_person_id = people.person_id
    left join households on people.household_id = households.household_id

)

select * from assigned
