with cases as (

    select * from {{ ref('int_cluster_cases_located') }}

),

areas as (

    select
        *,
        'village'::text as cluster_level_code,
        village_code as cluster_area_code
    from cases
    union all
    select
        *,
        'township'::text as cluster_level_code,
        left(village_code, 9) as cluster_area_code
    from cases
    union all
    select
        *,
        'county'::text as cluster_level_code,
        {{ county() }}::text as cluster_area_code
    from cases

),

monthly as (

    select
        cluster_level_code,
        cluster_area_code,
        change_number,
        month,
        count(distinct household_id) as household_count
    from areas
    group by cluster_level_code, cluster_area_code, change_number, month

),

counted as (

    select
        cluster_level_code,
        cluster_area_code,
        change_number,
        coalesce(sum(household_count) filter (where month = {{ built_month() }}), 0)::integer as observed_count,
        coalesce(sum(household_count) filter (where month < {{ built_month() }}), 0)::integer as earlier_count,
        coalesce(max(household_count) filter (where month < {{ built_month() }}), 0)::integer as largest_earlier_count,
        (count(*) filter (where month < {{ built_month() }}))::integer as earlier_month_count
    from monthly
    group by cluster_level_code, cluster_area_code, change_number

)

select * from counted
