with runs as (

    select * from {{ ref('int_risk_runs_traced') }}
    where first_known_month = {{ built_month() }}

),

changes as (

    select * from {{ ref('int_risk_changes_labelled') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

published as (

    select * from {{ ref('stg_published__risk_months') }}
    where first_known_month = month

),

published_changes as (

    select * from {{ ref('stg_published__risk_changes') }}

),

places as (

    select * from {{ ref('int_divisions_succeeded') }}

),

spans as (

    select ({{ built_month() }} - make_interval(months => parameter_value::integer))::date as first_month
    from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'cluster_history_months'

),

fresh as (

    select
        {{ built_month() }} as month,
        runs.household_id,
        households.village_code,
        changes.change_number
    from runs
    inner join households on runs.household_id = households.household_id
    left join changes
        on
            runs.household_id = changes.household_id
            and runs.rule_code = changes.rule_code
            and runs.person_id = changes.person_id

),

earlier as (

    select
        published.month,
        published.household_id,
        coalesce(places.present_code, published.village_code) as village_code,
        changed.change_number
    from published
    inner join spans on published.month >= spans.first_month
    left join places on published.village_code = places.division_code
    left join published_changes as changed
        on
            published.month = changed.month
            and published.household_id = changed.household_id
            and published.rule_code = changed.rule_code
            and published.person_id = changed.person_id

),

known as (

    select * from fresh
    union all
    select * from earlier

),

located as (

    select distinct
        known.month,
        known.household_id,
        known.village_code,
        kinds.change_number
    from known
    cross join lateral unnest(array[0::smallint, known.change_number]) as kinds (change_number)
    where kinds.change_number is not null

)

select * from located
