with townships as (

    select * from {{ ref('int_townships_listed') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

risks as (

    select * from {{ ref('fct_household_risk_months') }}

),

counted as (

    select
        townships.township_code,
        rules.rule_code,
        rules.risk_label,
        count(distinct risks.household_id)::integer as household_count
    from townships
    cross join rules
    left join risks on townships.township_code = risks.township_code and rules.rule_code = risks.rule_code
    group by townships.township_code, rules.rule_code, rules.risk_label

),

suppressed as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        township_code,
        rule_code,
        risk_label,
        case when household_count not between 1 and 9 then household_count end as household_count,
        household_count between 1 and 9 as is_suppressed
    from counted

)

select * from suppressed
