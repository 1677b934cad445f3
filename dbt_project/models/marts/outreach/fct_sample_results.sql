with followed as (

    select * from {{ ref('int_samples_followed') }}

),

counted as (

    select
        sample_month,
        township_code,
        stratum_code,
        stratum_label,
        (sum(stratum_household_count) filter (where draw_rank = 1))::integer as stratum_household_count,
        count(*)::integer as drawn_count,
        count(spot_check_code)::integer as spot_checked_count,
        (count(*) filter (where spot_check_code = 'as_recorded'))::integer as as_recorded_count
    from followed
    group by sample_month, township_code, stratum_code, stratum_label

),

shared as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        sample_month,
        township_code,
        stratum_code,
        stratum_label,
        stratum_household_count,
        drawn_count,
        spot_checked_count,
        as_recorded_count,
        round(as_recorded_count::numeric / nullif(spot_checked_count, 0), 4)::numeric(5, 4) as as_recorded_share
    from counted

)

select * from shared
