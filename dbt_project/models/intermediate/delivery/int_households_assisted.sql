with households as (

    select * from {{ ref('int_quality_households_profiled') }}
    where is_monitored

),

measures as (

    select * from {{ ref('stg_rural_revitalization__assistance_measures') }}

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'measure_kind_code'

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'measure_days'

),

listed as (

    select
        measures.household_id,
        count(*)::integer as measure_count,
        count(*) - count(measures.measure_started_date) as undated_count,
        min(measures.measure_started_date) as first_started_date,
        string_agg(
            code_labels.label || '：' || measures.measure_name || case when measures.is_started then '' else '（未开展）' end,
            '；' order by code_labels.label collate "C", measures.measure_name collate "C", measures.row_number
        ) as measures_listed_text
    from measures
    inner join code_labels on measures.measure_kind_code = code_labels.code
    group by measures.household_id

),

begun_after as (

    select
        measures.household_id,
        min(measures.measure_started_date) as begun_date,
        string_agg(distinct measures.measure_name collate "C", '、' order by measures.measure_name collate "C")
            as begun_text
    from measures
    inner join households on measures.household_id = households.household_id
    where
        households.is_eliminated
        and measures.measure_started_date >= households.eliminated_month + interval '1 month'
    group by measures.household_id

),

assisted as (

    select
        households.household_id,
        households.delivery_id,
        households.row_number,
        households.is_open,
        households.is_eliminated,
        households.identified_month,
        households.eliminated_month,
        households.risk_codes,
        households.risks_text,
        households.member_count,
        households.able_count,
        households.measure_codes,
        case when households.measure_codes is not null then coalesce(listed.measure_count, 0) end as measure_count,
        listed.measures_listed_text,
        listed.first_started_date,
        coalesce(listed.undated_count, 0) = 0 as is_every_measure_dated,
        begun_after.begun_date,
        begun_after.begun_text,
        (households.identified_month + interval '1 month')::date - 1 + parameters.parameter_value::integer
            as deadline_date
    from households
    left join listed on households.household_id = listed.household_id
    left join begun_after on households.household_id = begun_after.household_id
    left join parameters on true

)

select * from assisted
