with repeated as (

    select * from {{ ref('int_risks_repeated') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

referrals as (

    select * from {{ ref('int_urgent_referrals_answered') }}

),

joined as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        repeated.household_id,
        households.township_code,
        households.village_code,
        households.head_person_id,
        repeated.rule_code,
        rules.risk_label,
        rules.department_code,
        repeated.person_id,
        repeated.event_date,
        repeated.value_amount,
        repeated.urgent_kind_code,
        repeated.urgent_event_date,
        referrals.reported_date,
        referrals.urgent_note,
        repeated.delivery_id,
        repeated.row_number
    from repeated
    inner join rules on repeated.rule_code = rules.rule_code
    inner join households on repeated.household_id = households.household_id
    inner join referrals
        on
            repeated.household_id = referrals.household_id
            and repeated.urgent_kind_code = referrals.urgent_kind_code
            and repeated.urgent_event_date = referrals.urgent_event_date
            and repeated.referral_month = referrals.referral_month

)

select * from joined
