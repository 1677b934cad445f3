with signals as (

    select * from {{ source('published', 'fct_signals') }}

),

earlier as (

    select
        month,
        feed,
        signal_code,
        person_id,
        value_amount,
        attribute
    from signals
    where county_code = {{ county() }} and month < {{ built_month() }} and value_amount is not null

)

select * from earlier
