with sampled as (

    select * from {{ source('published', 'fct_sampled_households') }}

),

earlier as (

    select
        sample_month,
        household_id,
        township_code,
        village_code,
        stratum_code,
        stratum_label,
        stratum_household_count,
        draw_rank
    from sampled
    where county_code = {{ county() }} and month < {{ built_month() }} and sample_month = month

)

select * from earlier
