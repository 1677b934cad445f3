with settled as (

    select * from {{ ref('int_risks_settled') }}
    where is_settled

),

urgently_referred as (

    select * from {{ ref('int_risks_urgently_referred') }}

),

repeated as (

    select
        urgently_referred.household_id,
        urgently_referred.rule_code,
        urgently_referred.person_id,
        urgently_referred.event_date,
        urgently_referred.value_amount,
        urgently_referred.delivery_id,
        urgently_referred.row_number,
        urgently_referred.referral_month,
        urgently_referred.urgent_kind_code,
        urgently_referred.urgent_event_date
    from urgently_referred
    inner join settled
        on
            urgently_referred.household_id = settled.household_id
            and urgently_referred.rule_code = settled.rule_code
            and urgently_referred.person_id = settled.person_id

)

select * from repeated
