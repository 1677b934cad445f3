with visits as (

    select * from {{ source('published', 'fct_township_visits') }}

),

earlier as (

    select
        month,
        household_id,
        referral_month,
        priority_group,
        priority_label,
        urgency_rank,
        risk_count,
        risk_labels,
        reason_text,
        subject_person_ids,
        first_known_month,
        is_passing,
        is_below_line
    from visits
    where county_code = {{ county() }} and month < {{ built_month() }}

)

select * from earlier
