with signals as (

    select * from {{ ref('int_signals_matched') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        signal_code,
        feed,
        department_code,
        person_id,
        household_id,
        is_matched,
        event_date,
        value_amount,
        attribute,
        delivery_id,
        row_number
    from signals

)

select * from dated
