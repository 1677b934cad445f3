with transitions as (

    select * from {{ source('reference', 'policy_category_transitions') }}
    where policy_version = {{ policy_version() }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}

),

assigned as (

    select * from {{ ref('int_household_categories_assigned') }}
    where is_assigned

),

records as (

    select * from {{ ref('int_category_records_matched') }}
    where not is_ended

),

measures as (

    select * from {{ ref('int_household_measures_gathered') }}
    where measure_code = 'income_per_person'

),

limits as (

    select
        transitions.category_code,
        transitions.recognised_before,
        notices.parameter_value::integer as notice_months,
        policies.document_number || '第' || transitions.clause || '条' as clause_text,
        12 * standards.parameter_value * lowers.parameter_value as lower_amount,
        12 * standards.parameter_value * uppers.parameter_value as upper_amount,
        (
            transitions.recognised_before + make_interval(months => terms.parameter_value::integer)
        )::date as term_end_date
    from transitions
    inner join policies on transitions.policy_version = policies.policy_version
    inner join parameters as standards on transitions.standard_parameter = standards.parameter_code
    inner join parameters as lowers on transitions.lower_parameter = lowers.parameter_code
    inner join parameters as uppers on transitions.upper_parameter = uppers.parameter_code
    inner join parameters as terms on transitions.term_parameter = terms.parameter_code
    inner join parameters as notices on transitions.notice_parameter = notices.parameter_code

),

recognised as (

    select
        records.household_id,
        records.category_code,
        min(records.since_date) as since_date,
        min(records.income_per_person_amount) as listed_amount,
        string_agg(distinct records.list_text, '、') as list_text
    from records
    inner join assigned
        on records.household_id = assigned.household_id and records.category_code = assigned.category_code
    group by records.household_id, records.category_code

),

compared as (

    select
        recognised.household_id,
        recognised.since_date,
        recognised.list_text,
        limits.clause_text,
        limits.lower_amount::numeric(14, 2) as lower_amount,
        limits.upper_amount::numeric(14, 2) as upper_amount,
        limits.term_end_date,
        coalesce(measures.measured_amount, recognised.listed_amount)::numeric(14, 2) as income_amount,
        coalesce(measures.record_text, recognised.list_text) as record_text,
        limits.term_end_date - make_interval(months => limits.notice_months) as notice_date
    from recognised
    inner join limits
        on recognised.category_code = limits.category_code and recognised.since_date < limits.recognised_before
    left join measures on recognised.household_id = measures.household_id

),

judged as (

    select
        *,
        case
            when {{ built_month() }} >= term_end_date then 'ended'
            when income_amount is null then 'income_unknown'
            when income_amount >= upper_amount then 'over'
            when {{ built_month() }} >= notice_date then 'ending'
            else 'kept'
        end as recheck_code
    from compared
    where income_amount > lower_amount or income_amount is null

),

traced as (

    select
        household_id,
        recheck_code,
        since_date as recognised_date,
        income_amount,
        lower_amount,
        upper_amount,
        term_end_date,
        concat(
            list_text, '列有，', {{ chinese_date('since_date') }}, '认定；',
            coalesce(
                '家庭人均年收入' || {{ money('income_amount') }} || '元（' || record_text || '），应高于'
                || {{ money('lower_amount') }} || '元、低于' || {{ money('upper_amount') }} || '元方可保留',
                '家庭人均年收入未知，待核对'
            ),
            '；过渡期至', {{ chinese_date('term_end_date - 1') }}, '（', clause_text, '）'
        ) as found_text
    from judged

)

select * from traced
