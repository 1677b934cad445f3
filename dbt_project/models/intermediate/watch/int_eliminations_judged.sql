with profiles as (

    select * from {{ ref('int_quality_households_profiled') }}
    where is_open

),

limits as (

    select * from {{ ref('int_watch_limits_resolved') }}

),

incomes as (

    select * from {{ ref('int_incomes_followed') }}

),

expense_lists as (

    select coalesce(bool_and(is_known), false) as are_known
    from {{ ref('int_expense_lists_known') }}

),

open_changes as (

    select * from {{ ref('int_open_changes_gathered') }}

),

guarantees as (

    select * from {{ ref('int_guarantees_judged') }}

),

disappearances as (

    select * from {{ ref('int_disappearances_judged') }}

),

conditions as (

    select
        profiles.household_id,
        limits.range_amount,
        limits.elimination_months,
        limits.elimination_clause,
        limits.document_number,
        incomes.least_income_amount,
        disappearances.disappearance_code,
        coalesce(incomes.known_month_count, 0) as known_month_count,
        coalesce(guarantees.fault_labels, '') as fault_labels,
        coalesce(open_changes.risk_count, 0) as risk_count,
        coalesce(open_changes.risk_labels, '') as risk_labels,
        case
            when incomes.over_month_count < incomes.known_month_count then 'unmet'
            when incomes.known_month_count >= limits.elimination_months then 'met'
            else 'unknown'
        end as income_code,
        case
            when open_changes.has_open_expense then 'unmet'
            when expense_lists.are_known then 'met'
            else 'unknown'
        end as expense_code,
        coalesce(guarantees.guarantee_code, 'unknown') as guarantee_code,
        case
            when profiles.able_count > 0 then 'met'
            when profiles.member_count > 0 then 'unmet'
            else 'unknown'
        end as able_code,
        case when open_changes.risk_count > 0 then 'unmet' else 'met' end as open_risk_code
    from profiles
    cross join limits
    cross join expense_lists
    left join incomes on profiles.household_id = incomes.household_id
    left join open_changes on profiles.household_id = open_changes.household_id
    left join guarantees on profiles.household_id = guarantees.household_id
    left join disappearances on profiles.household_id = disappearances.household_id

),

judged as (

    select
        *,
        case
            when disappearance_code is not null then 'natural'
            when 'unmet' in (income_code, expense_code, guarantee_code, able_code, open_risk_code) then 'keep'
            when 'unknown' in (income_code, expense_code, guarantee_code, able_code, open_risk_code) then 'unknown'
            else 'propose'
        end as conclusion_code
    from conditions

)

select * from judged
