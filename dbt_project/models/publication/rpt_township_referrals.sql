with explained as (

    select * from {{ ref('int_households_explained') }}

),

prioritised as (

    select * from {{ ref('int_households_prioritised') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

previous_statuses as (

    select * from {{ ref('int_previous_statuses_resolved') }}

),

ordered as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        households.township_code,
        households.village_code,
        row_number() over (
            partition by households.township_code
            order by
                prioritised.urgency_rank asc, explained.risk_count desc, explained.first_known_month asc,
                households.village_code asc, households.household_id asc
        )::integer as list_position,
        households.household_id,
        households.head_person_id,
        households.member_count,
        prioritised.priority_group,
        prioritised.priority_label,
        prioritised.urgency_rank,
        explained.risk_count,
        explained.risk_labels,
        explained.reason_text,
        explained.subject_person_ids,
        explained.first_known_month,
        previous_statuses.previous_status_code,
        previous_statuses.previous_status_label,
        previous_statuses.previous_check_date
    from explained
    inner join prioritised on explained.household_id = prioritised.household_id
    inner join households on explained.household_id = households.household_id
    left join previous_statuses on explained.household_id = previous_statuses.household_id

)

select * from ordered
