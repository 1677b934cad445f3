with settled as (

    select * from {{ ref('int_warnings_settled') }}

),

labelled as (

    select
        {{ county() }}::text as county_code,
        household_id,
        rule_code,
        referral_month,
        department_code,
        risk_label,
        township_code,
        outcome_code,
        answered_month
    from settled

)

select * from labelled
