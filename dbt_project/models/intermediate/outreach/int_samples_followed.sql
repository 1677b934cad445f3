with rules as (

    select * from {{ ref('int_sample_rules_resolved') }}

),

drawn_now as (

    select * from {{ ref('int_households_sampled') }}

),

drawn_before as (

    select * from {{ ref('stg_published__sampled_households') }}

),

places as (

    select * from {{ ref('int_divisions_succeeded') }}

),

checks as (

    select * from {{ ref('int_spot_checks_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

drawn as (

    select
        household_id,
        sample_month,
        township_code,
        village_code,
        stratum_code,
        stratum_label,
        stratum_household_count,
        draw_rank
    from drawn_now
    union all
    select
        drawn_before.household_id,
        drawn_before.sample_month,
        coalesce(townships.present_code, drawn_before.township_code) as township_code,
        coalesce(villages.present_code, drawn_before.village_code) as village_code,
        drawn_before.stratum_code,
        drawn_before.stratum_label,
        drawn_before.stratum_household_count,
        drawn_before.draw_rank
    from drawn_before
    inner join rules
        on {{ months_between('drawn_before.sample_month', built_month()) }} <= rules.review_months
    left join places as townships on drawn_before.township_code = townships.division_code
    left join places as villages on drawn_before.village_code = villages.division_code

),

followed as (

    select
        drawn.*,
        households.head_person_id,
        checks.spot_check_code,
        checks.check_date,
        checks.delivery_id,
        checks.row_number
    from drawn
    left join households on drawn.household_id = households.household_id
    left join checks on drawn.household_id = checks.household_id and drawn.sample_month = checks.sample_month

)

select * from followed
