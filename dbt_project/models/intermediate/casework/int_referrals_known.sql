with risks as (

    select * from {{ ref('int_risks_judged') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

published as (

    select * from {{ ref('stg_published__risk_months') }}

),

answers as (

    select * from {{ ref('int_answers_resolved') }}

),

named as (

    select
        risks.household_id,
        {{ built_month() }} as referral_month,
        households.township_code
    from risks
    inner join households on risks.household_id = households.household_id
    union
    select
        household_id,
        month as referral_month,
        township_code
    from published
    union
    select
        household_id,
        referral_month,
        township_code
    from answers

),

places as (

    select * from {{ ref('int_divisions_succeeded') }}

),

known as (

    select
        named.household_id,
        named.referral_month,
        min(coalesce(places.present_code, named.township_code)) as township_code
    from named
    left join places on named.township_code = places.division_code
    group by named.household_id, named.referral_month

)

select * from known
