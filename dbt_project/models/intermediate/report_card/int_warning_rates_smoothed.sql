with warnings as (

    select * from {{ ref('int_warnings_answered') }}

),

townships as (

    select * from {{ ref('int_townships_listed') }}

),

reports as (

    select distinct rule_code from {{ ref('int_risk_reports_known') }}

),

parameters as (

    select * from {{ ref('int_card_parameters_resolved') }}

),

households as (

    select distinct
        household_id,
        referral_month,
        is_confirmed
    from warnings
    where is_concluded

),

-- What is known of few is drawn towards what is known of more: the published share, the county, its rule, its township.
of_county as (

    select
        parameters.prior_household_count as weight,
        (count(*) filter (where households.is_confirmed) + parameters.prior_household_count * parameters.prior_share)
        / (count(households.household_id) + parameters.prior_household_count) as expected_share
    from parameters
    left join households on true
    group by parameters.prior_household_count, parameters.prior_share

),

of_rules as (

    select
        reports.rule_code,
        of_county.weight,
        count(*) filter (where warnings.is_concluded)::integer as rule_concluded_count,
        count(*) filter (where warnings.is_confirmed)::integer as rule_confirmed_count,
        (count(*) filter (where warnings.is_confirmed) + of_county.weight * of_county.expected_share)
        / (count(*) filter (where warnings.is_concluded) + of_county.weight) as expected_share
    from reports
    cross join of_county
    left join warnings on reports.rule_code = warnings.rule_code
    group by reports.rule_code, of_county.weight, of_county.expected_share

),

smoothed as (

    select
        of_rules.rule_code,
        townships.township_code,
        of_rules.rule_concluded_count,
        of_rules.rule_confirmed_count,
        (
            (count(*) filter (where warnings.is_confirmed) + of_rules.weight * of_rules.expected_share)
            / (count(*) filter (where warnings.is_concluded) + of_rules.weight)
        )::numeric(7, 6) as expected_share
    from of_rules
    cross join townships
    left join warnings
        on of_rules.rule_code = warnings.rule_code and townships.township_code = warnings.township_code
    group by
        of_rules.rule_code, townships.township_code, of_rules.weight, of_rules.rule_concluded_count,
        of_rules.rule_confirmed_count, of_rules.expected_share

)

select * from smoothed
