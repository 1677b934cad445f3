with deliveries as (

    select * from {{ source('ops', 'deliveries') }}

),

received as (

    select
        delivery_id,
        feed,
        month,
        state_code,
        (received_at at time zone 'Asia/Shanghai')::date as received_date,
        rows_in,
        rows_accepted,
        rows_held
    from deliveries
    where county_code = {{ county() }} and feed is not null

)

select * from received
