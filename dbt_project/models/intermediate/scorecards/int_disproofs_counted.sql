with answers as (

    select * from {{ ref('int_answers_resolved') }}
    where answered_month = {{ built_month() }} and check_result_code not in ('checking', 'not_found')

),

reports as (

    select * from {{ ref('int_risk_reports_known') }}

),

checked as (

    select distinct
        reports.department_code,
        answers.household_id,
        answers.referral_month,
        answers.check_result_code = 'not_confirmed' as is_disproved
    from answers
    inner join reports
        on answers.household_id = reports.household_id and answers.referral_month = reports.month

),

counted as (

    select
        department_code,
        count(*)::integer as checked_count,
        count(*) filter (where is_disproved)::integer as disproved_count
    from checked
    group by department_code

)

select * from counted
