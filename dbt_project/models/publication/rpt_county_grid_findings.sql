with findings as (

    select * from {{ ref('int_grid_findings_judged') }}

),

reported as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        finding_code,
        township_code,
        village_code,
        grid_code,
        grid_name,
        household_count,
        found_text
    from findings

)

select * from reported
