with risks as (

    select * from {{ ref('int_risks_gathered') }}

),

referrals as (

    select * from {{ ref('int_urgent_referrals_known') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

urgency as (

    select
        policy_urgency.policy_version,
        parameters.parameter_value::integer as window_day_count
    from {{ source('reference', 'policy_urgency') }} as policy_urgency
    inner join parameters on policy_urgency.window_parameter = parameters.parameter_code
    where policy_urgency.policy_version = {{ policy_version() }}

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}

),

-- Kind and rule to the words that make it the same misfortune; null when any do.
same_rules as (

    select
        rules.urgent_kind_code,
        rules.rule_code,
        array_agg(distinct code_labels.label) filter (where rules.attribute is not null) as attributes
    from {{ source('reference', 'policy_urgent_rules') }} as rules
    left join code_labels on rules.attribute = code_labels.code
    where rules.policy_version = {{ policy_version() }}
    group by rules.urgent_kind_code, rules.rule_code

),

urgently_referred as (

    select distinct on (risks.household_id, risks.rule_code, risks.person_id)
        risks.household_id,
        risks.rule_code,
        risks.person_id,
        risks.event_date,
        risks.value_amount,
        risks.delivery_id,
        risks.row_number,
        referrals.referral_month,
        referrals.urgent_kind_code,
        referrals.urgent_event_date
    from risks
    inner join referrals on risks.household_id = referrals.household_id
    inner join same_rules
        on
            referrals.urgent_kind_code = same_rules.urgent_kind_code
            and risks.rule_code = same_rules.rule_code
            and (same_rules.attributes is null or string_to_array(risks.attribute, '、') <@ same_rules.attributes)
    inner join urgency
        on
            risks.event_date - referrals.urgent_event_date
            between -urgency.window_day_count and urgency.window_day_count
    order by
        risks.household_id asc,
        risks.rule_code asc,
        risks.person_id asc,
        abs(risks.event_date - referrals.urgent_event_date) asc,
        referrals.urgent_event_date asc,
        referrals.urgent_kind_code asc,
        referrals.referral_month asc

)

select * from urgently_referred
