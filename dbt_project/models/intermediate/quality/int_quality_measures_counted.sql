with households as (

    select * from {{ ref('stg_rural_revitalization__monitored_households') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

measures as (

    select * from {{ ref('stg_rural_revitalization__assistance_measures') }}
    where is_started

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'measure_kind_code'

),

labelled as (

    select
        measures.household_id,
        measures.measure_kind_code,
        case when measures.measure_kind_code = 'safety_net' then measures.measure_name else '' end as allowance_name,
        code_labels.label
        || case when measures.measure_kind_code = 'safety_net' then '（' || measures.measure_name || '）' else '' end
            as measure_label
    from measures
    inner join code_labels on measures.measure_kind_code = code_labels.code

),

summed as (

    select
        household_id,
        array_agg(distinct measure_kind_code order by measure_kind_code) as measure_codes,
        string_agg(distinct measure_label collate "C", '、' order by measure_label collate "C") as measures_text,
        bool_or(allowance_name ~ '低保') as has_dibao_measure,
        bool_or(allowance_name ~ '特困') as has_tekun_measure,
        bool_or(allowance_name ~ '残疾人.*补贴') as has_disability_measure
    from labelled
    group by household_id

),

counted as (

    select
        households.household_id,
        coalesce(summed.measure_codes, '{}') as measure_codes,
        coalesce(summed.measures_text, '无') as measures_text,
        coalesce(summed.has_dibao_measure, false) as has_dibao_measure,
        coalesce(summed.has_tekun_measure, false) as has_tekun_measure,
        coalesce(summed.has_disability_measure, false) as has_disability_measure
    from households
    left join summed on households.household_id = summed.household_id
    where
        exists (
            select 1 from inputs
            where inputs.feed = 'assistance_measures'
        )

)

select * from counted
