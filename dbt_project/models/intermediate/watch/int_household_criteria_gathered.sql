with incomes as (

    select * from {{ ref('int_incomes_compared') }}

),

guarantees as (

    select * from {{ ref('int_guarantees_judged') }}

),

open_changes as (

    select * from {{ ref('int_open_changes_gathered') }}

),

profiles as (

    select * from {{ ref('int_quality_households_profiled') }}

),

gathered as (

    select
        incomes.household_id,
        incomes.income_per_person_amount,
        incomes.list_month,
        incomes.months_since_list,
        incomes.range_amount,
        incomes.is_under_range,
        coalesce(profiles.is_open, false) as is_monitored,
        coalesce(guarantees.guarantee_code, 'unknown') as guarantee_code,
        coalesce(guarantees.fault_labels, '') as fault_labels,
        coalesce(open_changes.risk_count, 0) as risk_count,
        coalesce(open_changes.risk_labels, '') as risk_labels
    from incomes
    left join guarantees on incomes.household_id = guarantees.household_id
    left join open_changes on incomes.household_id = open_changes.household_id
    left join profiles on incomes.household_id = profiles.household_id

)

select * from gathered
