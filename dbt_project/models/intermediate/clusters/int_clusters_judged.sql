{%- set families = 6 -%}

with tested as (

    select * from {{ ref('int_clusters_tested') }}

),

limits as (

    select parameter_value as yearly_false_alarms
    from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'cluster_yearly_false_alarms'

),

counted as (

    select
        *,
        count(*) over (partition by cluster_level_code, change_number = 0) as family_cell_count,
        greatest(round(chance::numeric, 12), 0.000000000001) as chance_share
    from tested

),

dated as (

    select
        *,
        1 / (12 * {{ families }} * family_cell_count * chance_share) as years
    from counted

),

judged as (

    select
        dated.cluster_level_code,
        dated.cluster_area_code,
        dated.change_number,
        dated.observed_count,
        dated.expected_case_count,
        dated.chance_share::numeric(14, 12) as chance_share,
        least(round(dated.years, 2), 9999)::numeric(14, 2) as recurrence_years,
        dated.years * limits.yearly_false_alarms >= 1 as is_alarm
    from dated
    cross join limits

)

select * from judged
