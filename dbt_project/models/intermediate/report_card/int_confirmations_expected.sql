with reports as (

    select distinct
        household_id,
        month as referral_month,
        rule_code
    from {{ ref('int_risk_reports_known') }}

),

warnings as (

    select * from {{ ref('int_warnings_answered') }}

),

rates as (

    select * from {{ ref('int_warning_rates_smoothed') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

parameters as (

    select * from {{ ref('int_card_parameters_resolved') }}

),

explained as (

    select * from {{ ref('int_households_explained') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

carried as (

    select * from {{ ref('int_referrals_carried') }}

),

visits as (

    select
        explained.household_id,
        {{ built_month() }} as referral_month,
        households.township_code
    from explained
    inner join households on explained.household_id = households.household_id
    union all
    select
        household_id,
        referral_month,
        township_code
    from carried

),

warned as (

    select
        visits.household_id,
        visits.referral_month,
        reports.rule_code,
        rates.expected_share
    from visits
    inner join reports
        on visits.household_id = reports.household_id and visits.referral_month = reports.referral_month
    inner join rates on reports.rule_code = rates.rule_code and visits.township_code = rates.township_code

),

-- Each rule says for itself how likely a household is found in need: that none of them is right is the product.
united as (

    select
        household_id,
        referral_month,
        string_agg(rule_code, '+' order by rule_code collate "C") as rule_codes,
        1 - exp(sum(ln(1 - least(expected_share, 0.999999)))) as expected_share,
        (array_agg(rule_code order by expected_share desc, rule_code collate "C" asc))[1] as likeliest_rule_code
    from warned
    group by household_id, referral_month

),

rule_counts as (

    select distinct
        rule_code,
        rule_concluded_count,
        rule_confirmed_count
    from rates

),

concluded as (

    select
        household_id,
        referral_month,
        is_confirmed,
        string_agg(rule_code, '+' order by rule_code collate "C") as rule_codes
    from warnings
    where is_concluded
    group by household_id, referral_month, is_confirmed

),

of_same_kind as (

    select
        rule_codes,
        count(*)::integer as alike_concluded_count,
        count(*) filter (where is_confirmed)::integer as alike_confirmed_count
    from concluded
    group by rule_codes

),

counted as (

    select
        united.household_id,
        united.referral_month,
        parameters.card_month_count,
        parameters.few_household_count,
        coalesce(of_same_kind.alike_concluded_count, rule_counts.rule_concluded_count) as alike_concluded_count,
        coalesce(of_same_kind.alike_confirmed_count, rule_counts.rule_confirmed_count) as alike_confirmed_count,
        case
            when of_same_kind.rule_codes is null then '“' || coalesce(rules.risk_label, rule_counts.rule_code) || '”'
            else '同类'
        end as kind_text,
        (
            (
                coalesce(of_same_kind.alike_confirmed_count, 0)
                + parameters.prior_household_count * united.expected_share
            ) / (coalesce(of_same_kind.alike_concluded_count, 0) + parameters.prior_household_count)
        )::numeric(7, 6) as expected_share
    from united
    cross join parameters
    inner join rule_counts on united.likeliest_rule_code = rule_counts.rule_code
    left join rules on rule_counts.rule_code = rules.rule_code
    left join of_same_kind on united.rule_codes = of_same_kind.rule_codes

),

expected as (

    select
        household_id,
        referral_month,
        alike_concluded_count,
        alike_confirmed_count,
        expected_share,
        case
            when alike_concluded_count = 0 then '同类预警近' || card_month_count || '个月尚无核查结论'
            else
                kind_text || '预警近' || card_month_count || '个月' || alike_concluded_count || '户中'
                || alike_confirmed_count || '户属实'
                || case when alike_concluded_count < few_household_count then '（样本少）' else '' end
        end || '，预计属实' || to_char(round(100 * expected_share, 1), 'FM990.0') || '%' as expectation_text
    from counted

)

select * from expected
