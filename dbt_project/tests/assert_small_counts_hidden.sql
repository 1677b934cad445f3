-- No aggregate shows a count of 1 to 9, and none hides another count.
with aggregated as (

    select * from {{ ref('agg_township_risk_months') }}

),

shown as (

    select
        township_code,
        rule_code
    from aggregated
    where is_suppressed != (household_count is null) or household_count between 1 and 9

)

select * from shown
