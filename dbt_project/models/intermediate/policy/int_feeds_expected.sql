with policy_feeds as (

    select * from {{ source('reference', 'policy_feeds') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}

),

due_months as (

    select * from {{ source('reference', 'feed_due_months') }}
    where calendar_month = extract(month from {{ built_month() }})

),

departments as (

    select * from {{ source('reference', 'departments') }}

),

scheduled as (

    select
        policy_feeds.feed,
        feeds.feed_title,
        feeds.required_column_count,
        departments.department_code,
        departments.department_name,
        feeds.cadence = 'monthly'
        or due_months.feed is not null as is_due,
        ({{ built_month() }} + interval '1 month')::date + policies.deadline_day - 1 as deadline_date
    from policy_feeds
    inner join policies on policy_feeds.policy_version = policies.policy_version
    inner join feeds on policy_feeds.feed = feeds.feed
    left join due_months on feeds.feed = due_months.feed
    inner join departments on feeds.department_code = departments.department_code
    where policy_feeds.policy_version = {{ policy_version() }}

),

expected as (

    select
        feed,
        feed_title,
        required_column_count,
        department_code,
        department_name,
        is_due,
        case when is_due then deadline_date end as due_date
    from scheduled

)

select * from expected
