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

named as (

    select
        measures.household_id,
        measures.measure_name,
        measures.measure_started_date,
        households.is_eliminated
        and measures.measure_started_date >= households.eliminated_month + interval '1 month' as is_begun_after,
        code_labels.label || '：' || measures.measure_name || case when measures.is_started then '' else '（未开展）' end
            as measure_text
    from measures
    inner join households on measures.household_id = households.household_id
    inner join code_labels on measures.measure_kind_code = code_labels.code

),

listed as (

    select
        household_id,
        count(*)::integer as measure_count,
        count(*) - count(measure_started_date) as undated_count,
        min(measure_started_date) as first_started_date,
        string_agg(measure_text, '；' order by measure_text collate "C") as measures_listed_text,
        min(measure_started_date) filter (where is_begun_after) as begun_date,
        string_agg(distinct measure_name collate "C", '、' order by measure_name collate "C")
        filter (where is_begun_after) as begun_text
    from named
    group by household_id

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
        listed.measures_listed_text,
        listed.first_started_date,
        listed.begun_date,
        listed.begun_text,
        case when households.measure_codes is not null then coalesce(listed.measure_count, 0) end as measure_count,
        coalesce(listed.undated_count, 0) = 0 as is_every_measure_dated,
        (households.identified_month + interval '1 month')::date - 1 + parameters.parameter_value::integer
            as deadline_date
    from households
    left join listed on households.household_id = listed.household_id
    left join parameters on true

)

select * from assisted
