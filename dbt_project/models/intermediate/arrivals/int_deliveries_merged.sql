with inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

deliveries as (

    select * from {{ ref('stg_ledger__deliveries') }}

),

replaced as (

    select
        inputs.delivery_id,
        sum(upper(stretch) - lower(stretch)) as replaced_count
    from inputs
    cross join unnest(inputs.replaced_rows) as stretch
    group by inputs.delivery_id

),

still_held as (

    select
        delivery_id,
        count(distinct row_number) as held_count
    from {{ ref('stg_ledger__held_cells') }}
    group by delivery_id

),

counted as (

    select
        deliveries.delivery_id,
        deliveries.feed,
        deliveries.month,
        deliveries.scope,
        deliveries.revision,
        (deliveries.rows_in - coalesce(replaced.replaced_count, 0))::integer as rows_in,
        (
            case
                when replaced.delivery_id is null then deliveries.rows_held
                else coalesce(still_held.held_count, 0)
            end
        )::integer as rows_held
    from inputs
    inner join deliveries on inputs.delivery_id = deliveries.delivery_id
    left join replaced on inputs.delivery_id = replaced.delivery_id
    left join still_held on inputs.delivery_id = still_held.delivery_id

),

merged as (

    select
        delivery_id,
        feed,
        month,
        scope,
        revision,
        rows_in,
        rows_held,
        rows_in - rows_held as rows_accepted
    from counted

)

select * from merged
