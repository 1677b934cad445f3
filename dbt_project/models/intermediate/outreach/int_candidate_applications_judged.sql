with rules as (

    select * from {{ ref('int_application_rules_resolved') }}

),

suggestions as (

    select * from {{ ref('int_category_changes_suggested') }}
    where suggestion_code = 'apply'

),

newest_published as (

    select distinct on (household_id) *
    from {{ ref('stg_published__candidate_applications') }}
    order by household_id asc, month desc

),

open_before as (

    select * from newest_published
    where application_state_code = 'open'

),

official as (

    select * from {{ ref('int_household_categories_recorded') }}
    where is_official

),

events as (

    select * from {{ ref('int_application_events_gathered') }}

),

eligible as (

    select distinct on (suggestions.household_id) suggestions.*
    from suggestions
    inner join rules on suggestions.category_code = any(rules.category_codes)
    order by suggestions.household_id asc, suggestions.category_code asc

),

candidates as (

    select
        rules.category_codes,
        rules.quiet_from_date,
        rules.document_number,
        rules.clause,
        eligible.reason_text as proposal_text,
        open_before.household_id is not null as is_carried,
        eligible.household_id is not null as is_still_proposed,
        coalesce(eligible.household_id, open_before.household_id) as household_id,
        coalesce(eligible.category_code, open_before.category_code) as category_code,
        coalesce(eligible.proposed_label, open_before.category_label) as category_label,
        coalesce(eligible.was_registered_poor, open_before.was_registered_poor) as was_registered_poor,
        coalesce(open_before.opened_month, {{ built_month() }}) as opened_month
    from eligible
    full join open_before on eligible.household_id = open_before.household_id
    cross join rules

),

granted as (

    select
        candidates.household_id,
        max(official.official_since_date) as application_event_date
    from candidates
    inner join official
        on
            candidates.household_id = official.household_id
            and official.category_code = any(candidates.category_codes)
    group by candidates.household_id

),

ended as (

    select
        candidates.household_id,
        'granted'::text as application_state_code,
        1 as precedence_rank,
        granted.application_event_date
    from candidates
    inner join granted on candidates.household_id = granted.household_id
    union all
    select
        candidates.household_id,
        events.application_event_code as application_state_code,
        case events.application_event_code when 'refused' then 2 else 3 end as precedence_rank,
        events.application_event_date
    from candidates
    inner join events
        on
            candidates.household_id = events.household_id
            and events.application_event_date >= least(candidates.opened_month, candidates.quiet_from_date)

),

first_ended as (

    select distinct on (household_id) *
    from ended
    order by household_id asc, precedence_rank asc

),

judged as (

    select
        candidates.household_id,
        candidates.category_code,
        candidates.category_label,
        candidates.opened_month,
        {{ months_between('candidates.opened_month', built_month()) }} as months_open,
        candidates.was_registered_poor,
        candidates.is_still_proposed,
        first_ended.application_event_date,
        candidates.document_number,
        candidates.clause,
        coalesce(first_ended.application_state_code, 'open') as application_state_code,
        coalesce(
            candidates.proposal_text,
            to_char(candidates.opened_month, 'FMYYYY"年"FMMM"月"') || '起拟申请' || candidates.category_label
            || '，本月数据已不足以支持，请核实'
        ) || '（' || candidates.document_number || '第' || candidates.clause || '条）' as reason_text
    from candidates
    left join first_ended on candidates.household_id = first_ended.household_id
    where candidates.is_carried or first_ended.household_id is null

)

select * from judged
