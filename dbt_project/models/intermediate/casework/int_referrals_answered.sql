with referrals as (

    select * from {{ ref('int_referrals_known') }}

),

answers as (

    select * from {{ ref('int_answers_resolved') }}

),

result_labels as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'check_result_code'

),

answered as (

    select
        referrals.household_id,
        referrals.referral_month,
        referrals.township_code,
        answers.check_date,
        answers.answered_month,
        coalesce(answers.check_result_code, 'referred') as status_code,
        coalesce(result_labels.label, '已交办，待核查') as status_label
    from referrals
    left join answers
        on referrals.household_id = answers.household_id and referrals.referral_month = answers.referral_month
    left join result_labels on answers.check_result_code = result_labels.code

)

select * from answered
