with deliveries as (

    select * from {{ ref('stg_ledger__deliveries') }}
    where month = {{ built_month() }}

),

expected as (

    select * from {{ ref('int_feeds_expected') }}

),

first_accepted as (

    select
        feed,
        scope,
        min(revision) as first_revision
    from deliveries
    where state_code = 'accepted'
    group by feed, scope

),

counted as (

    select
        expected.department_code,
        count(*) filter (where deliveries.state_code = 'duplicate')::integer as duplicate_delivery_count,
        count(*) filter (where deliveries.state_code = 'withdrawn')::integer as withdrawn_count,
        count(*) filter (
            where deliveries.state_code = 'accepted'
            and deliveries.revision > first_accepted.first_revision
            and deliveries.received_date > expected.due_date
        )::integer as late_correction_count
    from deliveries
    inner join expected on deliveries.feed = expected.feed
    left join first_accepted on deliveries.feed = first_accepted.feed and deliveries.scope = first_accepted.scope
    group by expected.department_code

)

select * from counted
