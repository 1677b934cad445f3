with visits as (

    select * from {{ ref('int_visits_ordered') }}
    where not is_carried

),

previous_statuses as (

    select * from {{ ref('int_previous_statuses_resolved') }}

),

ordered as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        visits.township_code,
        visits.village_code,
        row_number() over (partition by visits.township_code order by visits.visit_position)::integer as list_position,
        visits.household_id,
        visits.head_person_id,
        visits.member_count,
        visits.priority_group,
        visits.priority_label,
        visits.urgency_rank,
        visits.risk_count,
        visits.risk_labels,
        visits.reason_text,
        visits.subject_person_ids,
        visits.first_known_month,
        previous_statuses.previous_status_code,
        previous_statuses.previous_status_label,
        previous_statuses.previous_check_date
    from visits
    left join previous_statuses on visits.household_id = previous_statuses.household_id

)

select * from ordered
