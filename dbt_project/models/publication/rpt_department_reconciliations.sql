with reconciled as (

    select * from {{ ref('int_signals_reconciled') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        feed,
        feed_title,
        department_code,
        department_name,
        received_count,
        referred_signal_count,
        unmatched_count,
        unjudged_count,
        quieted_count,
        held_count
    from reconciled

)

select * from dated
