with deliveries as (

    select * from {{ ref('stg_ledger__deliveries') }}
    where month = {{ built_month() }}

),

merged as (

    select * from {{ ref('int_deliveries_merged') }}
    where month = {{ built_month() }}

),

in_force as (

    select
        feed,
        scope,
        max(revision) as last_revision,
        sum(rows_in) as rows_in,
        sum(rows_accepted) as rows_accepted,
        sum(rows_held) as rows_held
    from merged
    group by feed, scope

),

first_come as (

    select
        in_force.feed,
        in_force.scope,
        min(deliveries.received_date) as received_date
    from in_force
    inner join deliveries
        on
            in_force.feed = deliveries.feed
            and in_force.scope = deliveries.scope
            and in_force.last_revision >= deliveries.revision
    where deliveries.state_code = 'accepted'
    group by in_force.feed, in_force.scope

),

received as (

    select
        in_force.feed,
        max(first_come.received_date) as received_date,
        sum(in_force.rows_in)::integer as rows_in,
        sum(in_force.rows_accepted)::integer as rows_accepted,
        sum(in_force.rows_held)::integer as rows_held
    from in_force
    inner join first_come on in_force.feed = first_come.feed and in_force.scope = first_come.scope
    group by in_force.feed

)

select * from received
