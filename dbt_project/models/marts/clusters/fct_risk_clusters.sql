with judged as (

    select * from {{ ref('int_clusters_judged') }}
    where is_alarm

),

changes as (

    select * from {{ ref('int_changes_resolved') }}

),

consultations as (

    select * from {{ ref('int_consultations_resolved') }}
    where extent_code = 'large_scale'

),

found as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        judged.cluster_level_code,
        judged.cluster_area_code,
        judged.change_number,
        coalesce(changes.change_label, '各类风险合计') as change_label,
        judged.observed_count,
        judged.expected_case_count,
        judged.chance_share,
        judged.recurrence_years,
        consultations.consulted_label,
        consultations.clause
    from judged
    cross join consultations
    left join changes on judged.change_number = changes.change_number

)

select * from found
