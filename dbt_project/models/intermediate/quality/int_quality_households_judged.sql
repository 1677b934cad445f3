{%- set limits = var('quality') -%}
{%- set no_measure = "measure_codes = '{}'" -%}
{%- set rules = {
    '3_02_011': "is_lifted and head_count > 1",
    '3_02_012': "is_lifted and head_count = 0",
    '3_11_001': "is_monitored and head_count = 0",
    '3_11_002': "is_monitored and head_count > 1",
    '2_02_001': "is_lifted and couple_sex_code is not null",
    '2_11_003': "is_monitored and couple_sex_code is not null",
    '5_15_022': "phone_household_count > 1",
    '1_02_001': "is_lifted and not is_monitored and dangerous_house_code = 'yes'",
    '1_02_002': "is_lifted and not is_monitored and water_safe_code = 'no'",
    '1_02_006': "is_lifted and not is_monitored and income_per_person_amount < range_amount",
    '1_02_008': "is_eliminated and house_damaged_after_code = 'yes'",
    '1_02_009': "is_eliminated and water_damaged_after_code = 'yes'",
    '1_11_005': "is_eliminated and dropout_after_code = 'yes'",
    '1_11_006': "is_eliminated and dangerous_house_code = 'yes'",
    '1_11_007': "is_eliminated and water_safe_code = 'no'",
    '1_11_008': "is_eliminated and (uninsured_after_code = 'yes' or uninsured_count > 0)",
    '1_11_004': "is_eliminated and answers_after_count < 5",
    '1_11_009': "is_eliminated and elimination_way_code = 'assistance' and " ~ no_measure,
    '2_11_002': "is_eliminated and months_to_elimination < " ~ limits.elimination_months
        ~ " and eliminated_month >= date '" ~ limits.elimination_months_since ~ "'",
    '4_11_010': "is_eliminated and elimination_way_code = 'assistance'"
        ~ " and income_per_person_after_amount < range_at_elimination_amount",
    '4_11_011': "is_eliminated and member_count > 0 and able_count = 0",
    '5_18_009': "is_eliminated and elimination_way_code is distinct from 'natural' and months_to_elimination <= 1",
    '1_11_010': "is_open and months_monitored >= " ~ limits.measure_months ~ " and " ~ no_measure,
    '5_12_007': "is_open and able_count > 0 and months_monitored >= " ~ limits.development_months
        ~ " and " ~ lacks_measures(['industry', 'employment', 'finance', 'public_post']),
    '4_11_015': "is_monitored and (has_dibao_measure or has_tekun_measure) and dibao_count + tekun_count = 0",
    '4_11_016': "is_monitored and has_disability_measure and disabled_count = 0",
    '5_16_003': "is_open and dibao_count > 0 and not has_dibao_measure",
    '5_16_004': "is_open and tekun_count > 0 and not has_tekun_measure",
    '5_16_005': "is_open and dibao_count = 0 and has_dibao_measure",
    '5_16_008': "is_open and severe_disabled_count > 0 and not has_disability_measure",
    '2_11_001': "is_monitored and disabled_count = 0 and " ~ has_risk('disability'),
    '5_15_015': "is_open and ill_count = 0 and " ~ has_risk('illness'),
    '5_15_020': "is_open and compliant_expense_amount = 0 and " ~ has_risk('illness'),
    '5_18_008': "is_open and labour_count > member_count * " ~ limits.labour_share
        ~ " and " ~ has_risk('labour_shortage'),
    '5_11_029': "is_open and member_count >= " ~ limits.large_household ~ " and labour_count >= member_count * "
        ~ limits.large_household_labour_share ~ " and " ~ has_risk('labour_shortage'),
    '2_11_006': "is_open and able_count = 0 and " ~ has_risk('employment'),
    '2_11_004': "is_monitored and risk_other_note is null and " ~ has_risk('other'),
    '2_11_005': "is_monitored and risk_disaster_kind_code is null and " ~ has_risk('natural_disaster'),
    '5_18_001': "is_monitored and " ~ has_risk('illness') ~ " and " ~ lacks_measures(['health', 'social']),
    '5_18_002': "is_monitored and " ~ has_risk('school')
        ~ " and " ~ lacks_measures(['compulsory_education', 'education', 'social']),
    '5_18_003': "is_monitored and " ~ has_risk('disability') ~ " and " ~ lacks_measures(['safety_net', 'social']),
    '5_18_004': "is_monitored and " ~ has_risk('house') ~ " and " ~ lacks_measures(['housing', 'relocation']),
    '5_18_005': "is_monitored and (household_dropout_code = 'yes' or dropout_count > 0)"
        ~ " and " ~ lacks_measures(['compulsory_education']),
    '5_18_006': "is_monitored and " ~ has_risk('water') ~ " and " ~ lacks_measures(['water']),
    '5_18_007': "is_monitored and household_insured_code = 'no' and " ~ lacks_measures(['health', 'social']),
} -%}

with households as (

    select * from {{ ref('int_quality_households_profiled') }}

),

broken as (

    select
        *,
        {{ rules_broken(rules) }} as rule_numbers
    from households

),

judged as (

    select
        household_id,
        null::bigint as person_id,
        delivery_id,
        row_number,
        'household:' || household_id as subject_reference,
        unnest(rule_numbers) as rule_number,
        to_jsonb(broken) - 'rule_numbers' as facts
    from broken
    where rule_numbers <> '{}'

)

select * from judged
