with settled as (

    select * from {{ ref('int_risks_settled') }}

),

quieted as (

    select
        household_id,
        rule_code,
        person_id,
        event_date,
        value_amount,
        checked_amount,
        check_date,
        quiet_until_month,
        delivery_id,
        row_number
    from settled
    where is_settled and is_quiet

)

select * from quieted
