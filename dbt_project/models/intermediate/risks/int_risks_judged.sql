with settled as (

    select * from {{ ref('int_risks_settled') }}

),

judged as (

    select
        household_id,
        rule_code,
        person_id,
        event_date,
        value_amount,
        attribute,
        record_count,
        reported_month,
        delivery_id,
        row_number
    from settled
    where not is_settled

)

select * from judged
