with rules as (

    select * from {{ source('reference', 'policy_rules') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}

),

departments as (

    select * from {{ source('reference', 'departments') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

counted as (

    select
        rule_code,
        jsonb_agg(attribute order by attribute collate "C") as counted_attributes
    from {{ source('reference', 'policy_rule_attributes') }}
    where policy_version = {{ policy_version() }}
    group by rule_code

),

resolved as (

    select
        rules.rule_code,
        rules.rule_position,
        rules.risk_label,
        rules.feed,
        rules.signal_code,
        feeds.channel_code,
        departments.department_code,
        departments.department_name,
        rules.basis as judging_basis,
        rules.operator as threshold_operator,
        parameters.parameter_value as threshold_amount,
        counted.counted_attributes,
        rules.is_sudden,
        policies.document_number,
        rules.clause,
        rules.sentence as sentence_pattern,
        coalesce(windows.parameter_value, 1)::integer as window_months
    from rules
    inner join policies on rules.policy_version = policies.policy_version
    inner join feeds on rules.feed = feeds.feed
    inner join departments on feeds.department_code = departments.department_code
    left join parameters on rules.threshold_parameter = parameters.parameter_code
    left join parameters as windows on rules.window_parameter = windows.parameter_code
    left join counted on rules.rule_code = counted.rule_code
    where rules.policy_version = {{ policy_version() }}

)

select * from resolved
