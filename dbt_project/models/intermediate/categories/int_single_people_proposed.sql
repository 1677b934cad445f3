with grounds as (

    select * from {{ source('reference', 'policy_single_grounds') }}
    where policy_version = {{ policy_version() }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

categories as (

    select * from {{ source('reference', 'policy_categories') }}
    where policy_version = {{ policy_version() }}

),

conditions as (

    select * from {{ ref('stg_departments__person_conditions') }}

),

lists as (

    select * from {{ ref('int_deliveries_titled') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

assigned as (

    select * from {{ ref('int_household_categories_assigned') }}
    where is_assigned

),

records as (

    select * from {{ ref('int_category_records_matched') }}
    where not is_ended

),

deaths as (

    select * from {{ ref('int_deaths_known') }}

),

provided as (

    select records.person_id
    from records
    inner join categories on records.category_code = categories.category_code
    where categories.is_final
    union
    select person_id from deaths

),

matched as (

    select distinct
        people.household_id,
        people.person_id,
        grounds.ground_label,
        lists.list_text,
        assigned.category_label as of_label,
        categories.category_label as into_label,
        policies.document_number || '第' || grounds.clause || '条' as clause_text
    from conditions
    inner join grounds
        on
            conditions.feed = grounds.feed
            and (grounds.kind_code is null or conditions.condition_kind_code = grounds.kind_code)
            and (grounds.grade_code is null or conditions.condition_grade_code = grounds.grade_code)
    inner join lists on conditions.delivery_id = lists.delivery_id
    inner join people on conditions.person_id = people.person_id
    inner join assigned
        on people.household_id = assigned.household_id and grounds.of_category_code = assigned.category_code
    inner join categories on grounds.into_category_code = categories.category_code
    inner join policies on grounds.policy_version = policies.policy_version
    left join provided on people.person_id = provided.person_id
    where provided.person_id is null

),

proposed as (

    select
        household_id,
        person_id,
        of_label as official_label,
        into_label as proposed_label,
        string_agg(distinct ground_label, '、') as ground_labels,
        '户属' || of_label || '；' || string_agg(distinct ground_label || '（' || list_text || '）', '、')
        || '，可以单独纳入' || into_label || '（' || clause_text || '）' as reason_text
    from matched
    group by household_id, person_id, of_label, into_label, clause_text

)

select * from proposed
