with signals as (

    select * from {{ ref('int_signals_judged') }}

),

rule_changes as (

    select * from {{ source('reference', 'policy_rule_changes') }}
    where policy_version = {{ policy_version() }}

),

changes as (

    select * from {{ ref('int_changes_resolved') }}

),

told as (

    select
        household_id,
        rule_code,
        person_id,
        attribute as change_code
    from signals
    where attribute_column = 'change_code'
    union
    select
        signals.household_id,
        signals.rule_code,
        signals.person_id,
        rule_changes.change_code
    from signals
    inner join rule_changes on signals.rule_code = rule_changes.rule_code

),

labelled as (

    select
        told.household_id,
        told.rule_code,
        told.person_id,
        changes.change_code,
        changes.change_number,
        changes.change_label,
        changes.change_mark
    from told
    inner join changes on told.change_code = changes.change_code

)

select * from labelled
