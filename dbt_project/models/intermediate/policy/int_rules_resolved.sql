with rules as (

    select * from {{ source('reference', 'policy_rules') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

senders as (

    select
        feeds.feed,
        departments.department_code,
        departments.department_name
    from {{ source('reference', 'feeds') }} as feeds
    inner join {{ source('reference', 'departments') }} as departments
        on feeds.department_code = departments.department_code

),

thresholds as (

    select
        policy_version,
        parameter,
        value as threshold_amount
    from {{ source('reference', 'policy_parameters') }}
    where valid_from <= {{ built_month() }} and valid_to > {{ built_month() }}

),

counted as (

    select
        policy_version,
        rule_code,
        jsonb_agg(attribute order by attribute collate "C") as counted_attributes
    from {{ source('reference', 'policy_rule_attributes') }}
    group by policy_version, rule_code

),

resolved as (

    select
        rules.rule_code,
        rules.rule_position,
        rules.risk_label,
        rules.feed,
        rules.signal_code,
        senders.department_code,
        senders.department_name,
        rules.basis as judging_basis,
        rules.operator as threshold_operator,
        thresholds.threshold_amount,
        counted.counted_attributes,
        rules.is_sudden,
        policies.document_number,
        rules.clause,
        rules.sentence as sentence_pattern
    from rules
    inner join policies on rules.policy_version = policies.policy_version
    inner join senders on rules.feed = senders.feed
    left join thresholds
        on rules.policy_version = thresholds.policy_version and rules.threshold_parameter = thresholds.parameter
    left join counted on rules.policy_version = counted.policy_version and rules.rule_code = counted.rule_code
    where rules.policy_version = {{ policy_version() }}

)

select * from resolved
