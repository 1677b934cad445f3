with risks as (

    select * from {{ ref('int_risks_gathered') }}

),

quieted as (

    select * from {{ ref('int_risks_quieted') }}

),

judged as (

    select
        risks.household_id,
        risks.rule_code,
        risks.person_id,
        risks.event_date,
        risks.value_amount,
        risks.attribute,
        risks.record_count,
        risks.reported_month,
        risks.delivery_id,
        risks.row_number
    from risks
    where risks.household_id not in (select quieted.household_id from quieted)

)

select * from judged
