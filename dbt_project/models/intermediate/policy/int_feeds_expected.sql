with policy_feeds as (

    select * from {{ source('reference', 'policy_feeds') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}

),

departments as (

    select * from {{ source('reference', 'departments') }}

),

expected as (

    select
        policy_feeds.feed,
        feeds.feed_title,
        departments.department_code,
        departments.department_name,
        ({{ built_month() }} + interval '1 month')::date + policies.deadline_day - 1 as due_date
    from policy_feeds
    inner join policies on policy_feeds.policy_version = policies.policy_version
    inner join feeds on policy_feeds.feed = feeds.feed
    inner join departments on feeds.department_code = departments.department_code
    where policy_feeds.policy_version = {{ policy_version() }}

)

select * from expected
