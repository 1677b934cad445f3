with signals as (

    select * from {{ ref('int_signals_judged') }}

),

risks as (

    select * from {{ ref('int_risks_judged') }}

),

referred as (

    select
        delivery_id,
        row_number,
        array_agg(rule_code order by rule_code collate "C") as rule_codes
    from signals
    where household_id in (select risks.household_id from risks)
    group by delivery_id, row_number

)

select * from referred
