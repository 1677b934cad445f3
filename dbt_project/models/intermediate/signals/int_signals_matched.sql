with signals as (

    select * from {{ ref('stg_departments__signals') }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

matched as (

    select
        feeds.signal_code,
        signals.feed,
        feeds.department_code,
        feeds.channel_code,
        signals.person_id,
        people.household_id,
        signals.event_date,
        signals.value_amount,
        signals.attribute,
        signals.attribute_column,
        signals.delivery_id,
        signals.row_number,
        people.household_id is not null as is_matched
    from signals
    inner join feeds on signals.feed = feeds.feed
    left join people on signals.person_id = people.person_id

)

select * from matched
