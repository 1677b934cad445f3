with deliveries as (

    select * from {{ source('ops', 'deliveries') }}

),

received as (

    select
        delivery_id,
        feed,
        month,
        scope,
        revision,
        state_code,
        rows_in,
        rows_accepted,
        rows_held,
        (received_at at time zone 'Asia/Shanghai')::date as received_date
    from deliveries
    where county_code = {{ county() }} and feed is not null

)

select * from received
