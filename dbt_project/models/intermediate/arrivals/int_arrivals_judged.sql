with expected as (

    select * from {{ ref('int_feeds_expected') }}

),

received as (

    select * from {{ ref('int_lists_received') }}

),

in_force as (

    select
        feed,
        max(month) as in_force_month
    from {{ ref('stg_ledger__inputs') }}
    group by feed

),

waiting as (

    select distinct on (feed) *
    from {{ ref('stg_ledger__deliveries') }}
    where month = {{ built_month() }} and state_code in ('questioned', 'rejected', 'refused', 'duplicate')
    order by feed asc, (state_code = 'questioned') desc, received_date desc, delivery_id desc

),

judged as (

    select
        expected.feed,
        expected.feed_title,
        expected.department_code,
        expected.department_name,
        expected.is_due,
        expected.due_date,
        in_force.in_force_month,
        {{ months_between('in_force.in_force_month', built_month()) }} as months_since_list,
        coalesce(received.received_date, waiting.received_date) as received_date,
        case
            when received.received_date > expected.due_date then received.received_date - expected.due_date
            when received.feed is not null and expected.is_due then 0
        end as days_late,
        case when received.feed is null then waiting.rows_in else received.rows_in end as rows_in,
        case when received.feed is null then waiting.rows_accepted else received.rows_accepted end as rows_accepted,
        case when received.feed is null then waiting.rows_held else received.rows_held end as rows_held,
        case
            when received.rows_in = 0 then 'nil'
            when received.received_date > expected.due_date then 'late'
            when received.feed is not null then 'on_time'
            when waiting.state_code = 'questioned' then 'questioned'
            when waiting.feed is not null then 'rejected'
            when expected.is_due then 'missing'
            else 'not_due'
        end as arrival_code
    from expected
    left join in_force on expected.feed = in_force.feed
    left join received on expected.feed = received.feed
    left join waiting on expected.feed = waiting.feed

)

select * from judged
