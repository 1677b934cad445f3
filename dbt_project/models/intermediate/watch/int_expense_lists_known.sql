with rules as (

    select * from {{ ref('int_rules_resolved') }}

),

rule_changes as (

    select * from {{ source('reference', 'policy_rule_changes') }}
    where policy_version = {{ policy_version() }} and change_code = 'expense_surge'

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

limits as (

    select * from {{ ref('int_watch_limits_resolved') }}

),

known as (

    select
        rules.feed,
        count(inputs.delivery_id) > 0 as is_known
    from rules
    inner join rule_changes on rules.rule_code = rule_changes.rule_code
    cross join limits
    left join inputs
        on
            rules.feed = inputs.feed
            and inputs.month > {{ built_month() }} - make_interval(months => limits.elimination_months)
    group by rules.feed

)

select * from known
