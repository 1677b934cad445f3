with feeds as (

    select * from {{ source('reference', 'feeds') }}
    where signal_code is not null

),

expected as (

    select * from {{ ref('int_feeds_expected') }}

),

deliveries as (

    select * from {{ ref('int_deliveries_merged') }}

),

signals as (

    select * from {{ ref('int_signals_matched') }}

),

judged as (

    select distinct
        delivery_id,
        row_number
    from {{ ref('int_signals_judged') }}

),

referred as (

    select * from {{ ref('int_signals_referred') }}

),

received as (

    select
        deliveries.feed,
        sum(deliveries.rows_in)::integer as received_count,
        sum(deliveries.rows_held)::integer as held_count
    from deliveries
    inner join feeds on deliveries.feed = feeds.feed
    where deliveries.month = {{ built_month() }} or feeds.content = 'stock'
    group by deliveries.feed

),

counted as (

    select
        signals.feed,
        count(*) filter (where not signals.is_matched)::integer as unmatched_count,
        count(*) filter (where signals.is_matched and judged.delivery_id is null)::integer as unjudged_count,
        count(judged.delivery_id) filter (where referred.rule_codes is null)::integer as quieted_count,
        count(*) filter (where referred.rule_codes is not null)::integer as referred_signal_count
    from signals
    left join judged on signals.delivery_id = judged.delivery_id and signals.row_number = judged.row_number
    left join referred on signals.delivery_id = referred.delivery_id and signals.row_number = referred.row_number
    group by signals.feed

),

reconciled as (

    select
        expected.feed,
        expected.feed_title,
        expected.department_code,
        expected.department_name,
        coalesce(received.received_count, 0) as received_count,
        coalesce(counted.referred_signal_count, 0) as referred_signal_count,
        coalesce(counted.unmatched_count, 0) as unmatched_count,
        coalesce(counted.unjudged_count, 0) as unjudged_count,
        coalesce(counted.quieted_count, 0) as quieted_count,
        coalesce(received.held_count, 0) as held_count
    from expected
    inner join feeds on expected.feed = feeds.feed
    left join received on expected.feed = received.feed
    left join counted on expected.feed = counted.feed

)

select * from reconciled
