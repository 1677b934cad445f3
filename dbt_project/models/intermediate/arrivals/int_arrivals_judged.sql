with expected as (

    select * from {{ ref('int_feeds_expected') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

deliveries as (

    select * from {{ ref('stg_ledger__deliveries') }}
    where month = {{ built_month() }}

),

considered as (

    select
        deliveries.*,
        inputs.delivery_id is not null as is_pinned,
        deliveries.state_code in ('rejected', 'refused') as is_rejected
    from deliveries
    left join inputs on deliveries.delivery_id = inputs.delivery_id

),

chosen as (

    select distinct on (feed) *
    from considered
    order by feed asc, is_pinned desc, is_rejected asc, received_date desc, delivery_id desc

),

judged as (

    select
        expected.feed,
        expected.feed_title,
        expected.department_code,
        expected.department_name,
        expected.due_date,
        chosen.received_date,
        chosen.rows_in,
        chosen.rows_accepted,
        chosen.rows_held,
        case
            when chosen.is_pinned and chosen.received_date <= expected.due_date then 'on_time'
            when chosen.is_pinned then 'late'
            when chosen.is_rejected then 'rejected'
            else 'missing'
        end as arrival_code
    from expected
    left join chosen on expected.feed = chosen.feed and (chosen.is_pinned or chosen.is_rejected)

)

select * from judged
