with answers as (

    select * from {{ ref('int_answers_resolved') }}
    where check_result_code not in ('checking', 'not_found')

),

published as (

    select * from {{ ref('stg_published__risk_months') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

last_checked as (

    select distinct on (published.household_id, published.rule_code, published.person_id)
        published.household_id,
        published.rule_code,
        published.person_id,
        published.value_amount as checked_amount,
        answers.check_result_code,
        coalesce(answers.check_date, answers.answered_month) as check_date
    from published
    inner join answers
        on published.household_id = answers.household_id and published.month = answers.referral_month
    order by
        published.household_id asc,
        published.rule_code asc,
        published.person_id asc,
        published.month desc

),

checked as (

    select
        last_checked.household_id,
        last_checked.rule_code,
        last_checked.person_id,
        last_checked.checked_amount,
        last_checked.check_date,
        (
            date_trunc('month', last_checked.check_date) + make_interval(months => parameters.parameter_value::integer)
        )::date as quiet_until_month
    from last_checked
    inner join parameters on parameters.parameter_code = 'quiet_months'
    where last_checked.check_result_code = 'not_confirmed'

)

select * from checked
where quiet_until_month > {{ built_month() }}
