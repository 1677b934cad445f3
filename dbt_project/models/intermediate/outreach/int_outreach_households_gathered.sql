with matched as (

    select * from {{ ref('int_outreach_grounds_matched') }}

),

official as (

    select * from {{ ref('int_household_categories_recorded') }}
    where is_official

),

rolls as (

    select * from {{ ref('int_rolls_resolved') }}

),

contacts as (

    select
        household_id,
        max(visit_date) as last_contact_date
    from {{ ref('int_contacts_matched') }}
    group by household_id

),

outside as (

    select * from matched
    where
        not exists (
            select from official
            where official.household_id = matched.household_id and official.category_code = any(matched.inside_codes)
        )
        and not exists (
            select from rolls
            where not rolls.is_known
        )

),

grounds as (

    select
        household_id,
        outreach_ground_code,
        ground_position,
        ground_label,
        document_number,
        clause,
        string_agg(record_text || '，' || sought_person_count || '人', '、' order by ground_list_position) as ground_text
    from outside
    group by household_id, outreach_ground_code, ground_position, ground_label, document_number, clause

),

joined as (

    select
        household_id,
        array_agg(outreach_ground_code order by ground_position) as outreach_ground_codes,
        string_agg(ground_label, '、' order by ground_position) as outreach_labels,
        string_agg(ground_label || '：' || ground_text, '；' order by ground_position)
        || '（' || min(document_number) || '第' || string_agg(distinct clause, '、' order by clause) || '条）'
            as reason_text
    from grounds
    group by household_id

),

gathered as (

    select
        joined.*,
        contacts.last_contact_date
    from joined
    left join contacts on joined.household_id = contacts.household_id

)

select * from gathered
