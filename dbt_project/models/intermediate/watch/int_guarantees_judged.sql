with profiles as (

    select * from {{ ref('int_quality_households_profiled') }}

),

open_changes as (

    select * from {{ ref('int_open_changes_gathered') }}

),

faults as (

    select
        household_id,
        concat_ws(
            '、',
            case when dangerous_house_code = 'yes' then '住房不安全' end,
            case when water_safe_code = 'no' then '饮水不安全' end,
            case when household_dropout_code = 'yes' or dropout_count > 0 then '有失学辍学' end,
            case when household_insured_code = 'no' or uninsured_count > 0 then '有人未参加医保' end
        ) as fault_labels,
        num_nulls(dangerous_house_code, water_safe_code, household_dropout_code, household_insured_code)
            as unknown_count
    from profiles

),

judged as (

    select
        coalesce(faults.household_id, open_changes.household_id) as household_id,
        case
            when faults.fault_labels <> '' or open_changes.has_open_guarantee_problem then 'unmet'
            when coalesce(faults.unknown_count, 4) > 0 then 'unknown'
            else 'met'
        end as guarantee_code,
        concat_ws(
            '、', nullif(faults.fault_labels, ''),
            case when open_changes.has_open_guarantee_problem then '有未结的住房、上学或饮水风险' end
        ) as fault_labels
    from faults
    full join open_changes on faults.household_id = open_changes.household_id

)

select * from judged
