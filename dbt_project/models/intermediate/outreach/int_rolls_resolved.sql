with facts as (

    select * from {{ source('reference', 'policy_category_facts') }}
    where policy_version = {{ policy_version() }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}
    where content = 'stock'

),

inputs as (

    select distinct feed from {{ ref('stg_ledger__inputs') }}

),

resolved as (

    select distinct
        facts.feed,
        inputs.feed is not null as is_known
    from facts
    inner join feeds on facts.feed = feeds.feed
    left join inputs on facts.feed = inputs.feed

)

select * from resolved
