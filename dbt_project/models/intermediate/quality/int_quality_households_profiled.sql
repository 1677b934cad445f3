with households as (

    select * from {{ ref('stg_rural_revitalization__monitored_households') }}

),

members as (

    select * from {{ ref('int_quality_members_counted') }}

),

measures as (

    select * from {{ ref('int_quality_measures_counted') }}

),

incomes as (

    select * from {{ ref('stg_rural_revitalization__household_incomes') }}

),

lists as (

    select coalesce(bool_or(feed = 'household_incomes'), false) as has_incomes
    from {{ ref('stg_ledger__inputs') }}

),

ranges as (

    select * from {{ source('reference', 'policy_parameters') }}
    where policy_version = {{ policy_version() }} and parameter = 'monitoring_range_amount'

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'risk_1_code'

),

risks as (

    select
        households.household_id,
        string_agg(code_labels.label, '、' order by risk.position) as risks_text
    from households
    cross join unnest(households.risk_codes) with ordinality as risk (code, position)
    inner join code_labels on risk.code = code_labels.code
    group by households.household_id

),

profiled as (

    select
        households.household_id,
        households.delivery_id,
        households.row_number,
        households.is_lifted,
        households.is_monitored,
        households.is_monitored and households.is_eliminated as is_eliminated,
        households.is_monitored and not households.is_eliminated as is_open,
        households.identified_month,
        households.elimination_way_code,
        households.eliminated_month,
        {{ months_between('households.identified_month', built_month()) }} as months_monitored,
        {{ months_between('households.identified_month', 'households.eliminated_month') }} as months_to_elimination,
        households.risk_codes,
        risks.risks_text,
        households.risk_disaster_kind_code,
        households.risk_other_note,
        households.dropout_after_code,
        households.house_damaged_after_code,
        households.uninsured_after_code,
        households.water_damaged_after_code,
        households.income_per_person_after_amount,
        num_nonnulls(
            households.dropout_after_code, households.house_damaged_after_code, households.uninsured_after_code,
            households.water_damaged_after_code, households.income_per_person_after_amount
        ) as answers_after_count,
        households.dangerous_house_code,
        households.water_safe_code,
        households.household_insured_code,
        households.household_dropout_code,
        coalesce(incomes.income_per_person_amount, households.income_per_person_amount) as income_per_person_amount,
        case when lists.has_incomes then coalesce(incomes.compliant_expense_amount, 0) end::numeric(14, 2)
            as compliant_expense_amount,
        ranges_now.value as range_amount,
        ranges_then.value as range_at_elimination_amount,
        members.member_count,
        members.head_count,
        members.labour_count,
        members.able_count,
        members.disabled_count,
        members.severe_disabled_count,
        members.ill_count,
        members.dibao_count,
        members.tekun_count,
        members.dropout_count,
        members.uninsured_count,
        members.phone_household_count,
        case when members.head_sex_code = members.spouse_sex_code then members.head_sex_code end as couple_sex_code,
        measures.measure_codes,
        measures.measures_text,
        measures.has_dibao_measure,
        measures.has_tekun_measure,
        measures.has_disability_measure
    from households
    cross join lists
    left join members on households.household_id = members.household_id
    left join measures on households.household_id = measures.household_id
    left join incomes on households.household_id = incomes.household_id
    left join risks on households.household_id = risks.household_id
    left join ranges as ranges_now
        on ranges_now.valid_from <= {{ built_month() }} and {{ built_month() }} < ranges_now.valid_to
    left join ranges as ranges_then
        on
            households.eliminated_month >= ranges_then.valid_from
            and households.eliminated_month < ranges_then.valid_to

)

select * from profiled
