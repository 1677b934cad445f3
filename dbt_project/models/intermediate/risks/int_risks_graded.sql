with risks as (

    select * from {{ ref('int_risks_judged') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

grades as (

    select * from {{ ref('int_grades_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

runs as (

    select * from {{ ref('int_risk_runs_traced') }}

),

clusters as (

    select * from {{ ref('int_clusters_judged') }}
    where is_alarm

),

consultations as (

    select * from {{ ref('int_consultations_resolved') }}

),

changes as (

    select
        household_id,
        rule_code,
        person_id,
        array_agg(change_number order by change_number) as change_codes
    from {{ ref('int_risk_changes_labelled') }}
    group by household_id, rule_code, person_id

),

extended as (

    select
        risks.household_id,
        risks.rule_code,
        risks.person_id,
        coalesce(changes.change_codes, '{}') as change_codes,
        grades.grade_code,
        grades.grade_label,
        case
            when
                runs.first_known_month = {{ built_month() }}
                and exists (
                    select 1 from clusters
                    where
                        clusters.cluster_area_code
                        in ({{ county() }}, households.township_code, households.village_code)
                        and clusters.change_number = any(0::smallint || changes.change_codes)
                )
                then 'large_scale'
            when rules.is_sudden or grades.grade_code = 'urgent' then 'prominent'
            else 'individual'
        end as extent_code
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    inner join grades on risks.rule_code = grades.rule_code
    inner join households on risks.household_id = households.household_id
    inner join runs
        on
            risks.household_id = runs.household_id
            and risks.rule_code = runs.rule_code
            and risks.person_id = runs.person_id
    left join changes
        on
            risks.household_id = changes.household_id
            and risks.rule_code = changes.rule_code
            and risks.person_id = changes.person_id

),

graded as (

    select
        extended.*,
        consultations.extent_label,
        consultations.consulted_label
    from extended
    inner join consultations on extended.extent_code = consultations.extent_code

)

select * from graded
