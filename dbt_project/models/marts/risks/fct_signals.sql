with signals as (

    select * from {{ ref('int_signals_matched') }}

),

referred as (

    select * from {{ ref('int_signals_referred') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        signals.signal_code,
        signals.feed,
        signals.department_code,
        signals.channel_code,
        signals.person_id,
        signals.household_id,
        signals.is_matched,
        referred.rule_codes,
        signals.event_date,
        signals.value_amount,
        signals.attribute,
        signals.delivery_id,
        signals.row_number
    from signals
    left join referred on signals.delivery_id = referred.delivery_id and signals.row_number = referred.row_number

)

select * from dated
