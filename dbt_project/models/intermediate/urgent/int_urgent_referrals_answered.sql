with referrals as (

    select * from {{ ref('int_urgent_referrals_known') }}

),

results as (

    select * from {{ ref('stg_township__urgent_results') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

result_labels as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'check_result_code'

),

-- An answer is about what had been reported when the township went there; of several the last one counts.
answered as (

    select distinct on (
        referrals.household_id, referrals.urgent_kind_code, referrals.urgent_event_date, referrals.referral_month
    )
        referrals.referral_month,
        referrals.household_id,
        referrals.urgent_kind_code,
        referrals.kind_label,
        referrals.urgent_event_date,
        referrals.reported_date,
        referrals.township_code,
        referrals.village_code,
        referrals.head_person_id,
        referrals.check_due_date,
        referrals.relief_due_date,
        referrals.lane_label,
        referrals.lane_department_code,
        referrals.reason_text,
        results.check_date,
        inputs.month as answered_month,
        coalesce(results.check_result_code, 'referred') as status_code,
        coalesce(result_labels.label, '待核查') as status_label
    from referrals
    left join results
        on
            referrals.household_id = results.household_id
            and referrals.referral_month = results.referral_month
            and (results.check_date is null or referrals.reported_date <= results.check_date)
    left join inputs on results.delivery_id = inputs.delivery_id
    left join result_labels on results.check_result_code = result_labels.code
    order by
        referrals.household_id asc,
        referrals.urgent_kind_code asc,
        referrals.urgent_event_date asc,
        referrals.referral_month asc,
        inputs.month desc nulls last,
        results.referral_revision desc nulls last,
        results.row_number desc,
        results.delivery_id desc

),

worded as (

    select
        *,
        '已急难交办（' || kind_label || '，' || {{ chinese_date('reported_date') }} || '报告，' || status_label
        || case when check_date is null then '' else '，' || {{ chinese_date('check_date') }} || '核查' end || '）'
            as urgent_note
    from answered

)

select * from worded
