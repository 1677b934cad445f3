with recorded as (

    select * from {{ ref('int_household_categories_recorded') }}

),

proposals as (

    select * from {{ ref('int_categories_proposed') }}

),

categories as (

    select * from {{ source('reference', 'policy_categories') }}
    where policy_version = {{ policy_version() }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

joined as (

    select
        recorded.official_since_date,
        recorded.official_list_month,
        recorded.official_person_count,
        recorded.ended_date,
        recorded.official_text,
        proposals.proposal_code,
        proposals.proposal_text,
        coalesce(recorded.household_id, proposals.household_id) as household_id,
        coalesce(recorded.category_code, proposals.category_code) as category_code,
        coalesce(recorded.is_official, false) as is_official
    from recorded
    full join proposals
        on recorded.household_id = proposals.household_id and recorded.category_code = proposals.category_code

),

ranked as (

    select
        joined.*,
        categories.category_label,
        categories.category_rank,
        categories.is_final,
        categories.is_exclusive,
        categories.clause,
        policies.document_number,
        min(categories.category_rank) filter (where joined.is_official)
            over (partition by joined.household_id) as official_rank,
        min(categories.category_rank) filter (where joined.proposal_code in ('met', 'to_check'))
            over (partition by joined.household_id) as proposed_rank,
        bool_or(categories.is_final and joined.is_official)
            over (partition by joined.household_id) as has_final
    from joined
    inner join categories on joined.category_code = categories.category_code
    inner join policies on categories.policy_version = policies.policy_version

),

assigned as (

    select
        household_id,
        category_code,
        category_label,
        category_rank,
        is_exclusive,
        is_final,
        is_official,
        proposal_code,
        official_since_date,
        official_list_month,
        official_person_count,
        ended_date,
        is_official and (not is_exclusive or category_rank = official_rank) as is_assigned,
        proposal_code in ('met', 'to_check')
        and (not is_exclusive or (category_rank = proposed_rank and not has_final)) is true as is_proposed,
        concat_ws('；', official_text, proposal_text)
        || '（' || document_number || '第' || clause || '条）' as basis_text
    from ranked

),

shown as (

    select * from assigned
    where is_official or is_proposed or ended_date is not null

)

select * from shown
