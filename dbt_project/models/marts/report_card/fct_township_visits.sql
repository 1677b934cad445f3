with visits as (

    select * from {{ ref('int_visits_ordered') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        household_id,
        referral_month,
        is_carried,
        township_code,
        village_code,
        visit_position,
        head_person_id,
        member_count,
        priority_group,
        priority_label,
        urgency_rank,
        risk_count,
        risk_labels,
        reason_text,
        subject_person_ids,
        first_known_month,
        is_passing,
        expected_share,
        expectation_text,
        capacity_household_count,
        is_below_line
    from visits

)

select * from dated
