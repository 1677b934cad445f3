with checks as (

    select * from {{ ref('int_delivery_checks_resolved') }}
    where gap_code = 'roll_unpaid'

),

rolls as (

    select * from {{ ref('stg_civil_affairs__low_income_people') }}

),

payments as (

    select * from {{ ref('stg_civil_affairs__relief_payments') }}

),

deaths as (

    select * from {{ ref('int_deaths_known') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}
    where feed = 'civil_affairs_relief_payments'

),

newest as (

    select
        checks.counted_codes,
        max(inputs.month) as last_month,
        (max(inputs.month) - make_interval(months => checks.threshold_amount::integer - 1))::date as first_month
    from checks
    cross join inputs
    group by checks.counted_codes, checks.threshold_amount

),

-- Only months whose list of payments came can show that somebody was not paid.
spans as (

    select newest.*
    from newest
    inner join inputs on inputs.month between newest.first_month and newest.last_month
    group by newest.counted_codes, newest.last_month, newest.first_month
    having count(distinct inputs.month) = {{ months_between('newest.first_month', 'newest.last_month') }} + 1

),

missed as (

    select distinct on (rolls.person_id, rolls.low_income_kind_code)
        rolls.person_id,
        rolls.low_income_kind_code,
        rolls.approved_date,
        spans.last_month as reported_month,
        rolls.delivery_id,
        rolls.row_number
    from rolls
    inner join spans on rolls.low_income_kind_code = any(spans.counted_codes)
    left join payments
        on
            rolls.person_id = payments.person_id
            and rolls.low_income_kind_code = payments.relief_program_code
            and payments.paid_month between spans.first_month and spans.last_month
    left join deaths on rolls.person_id = deaths.person_id
    where rolls.approved_date < spans.first_month and payments.person_id is null and deaths.person_id is null
    order by rolls.person_id asc, rolls.low_income_kind_code asc, rolls.delivery_id asc, rolls.row_number asc

)

select * from missed
