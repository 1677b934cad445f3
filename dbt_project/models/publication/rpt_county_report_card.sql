with counted as (

    select * from {{ ref('int_report_card_counted') }}

),

parameters as (

    select * from {{ ref('int_card_parameters_resolved') }}

),

townships as (

    select * from {{ ref('int_townships_listed') }}

),

departments as (

    select distinct
        department_code,
        department_name
    from {{ ref('int_rules_resolved') }}

),

concluded as (

    select
        counted.*,
        parameters.card_month_count,
        parameters.few_household_count,
        parameters.interval_width,
        departments.department_name,
        townships.township_name,
        counted.confirmed_count + counted.supported_count + counted.not_confirmed_count + counted.not_found_count
            as concluded_count
    from counted
    cross join parameters
    left join departments on counted.department_code = departments.department_code
    left join townships on counted.township_code = townships.township_code

),

shared as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        card_level_code,
        card_period_code,
        referral_month,
        rule_code,
        department_code,
        township_code,
        case when rule_code <> 'all' then risk_label end as risk_label,
        department_name,
        township_name,
        card_month_count,
        referral_count,
        concluded_count,
        confirmed_count,
        supported_count,
        not_confirmed_count,
        not_found_count,
        checking_count,
        pending_count,
        below_line_count,
        repeated_count,
        overdue_count,
        (confirmed_count::numeric / nullif(concluded_count, 0))::numeric(7, 6) as precision_share,
        ({{ wilson_low('confirmed_count', 'concluded_count', 'interval_width') }})::numeric(7, 6)
            as precision_low_share,
        ({{ wilson_high('confirmed_count', 'concluded_count', 'interval_width') }})::numeric(7, 6)
            as precision_high_share,
        (concluded_count::numeric / nullif(confirmed_count, 0))::numeric(8, 1) as visits_per_confirmed,
        concluded_count < few_household_count as is_few_concluded
    from concluded

)

select * from shared
