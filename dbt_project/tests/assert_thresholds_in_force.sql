-- A rule with a threshold needs a value in force in the month; without one it would silently judge nobody.
with rules as (

    select * from {{ ref('int_rules_resolved') }}

),

without_value as (

    select rule_code
    from rules
    where threshold_operator is not null and threshold_amount is null

)

select * from without_value
