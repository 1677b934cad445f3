{%- set limits = var('quality') -%}
{%- set insured_nowhere -%}
    resident_insurance_code in ('no', 'unanswered') and employee_insurance_code in ('no', 'unanswered')
{%- endset -%}
{%- set insured_twice = "resident_insurance_code = 'yes' and employee_insurance_code = 'yes'" -%}
{%- set implausible_wage -%}
    monthly_wage_amount not between {{ limits.wage_amount }} and {{ limits.wage_amount_end }}
{%- endset -%}
{%- set rules = {
    '4_01_003': "is_lifted and id_fault_code = 'missing'",
    '1_02_003': "is_lifted and not is_monitored and serious_illness_insurance_code in ('no', 'unanswered')",
    '1_02_005': "is_lifted and not is_monitored and is_out_of_school"
        ~ " and age_years between %s and %s" | format(limits.school_age, limits.school_age_end),
    '2_12_005': "is_monitored and labour_code in ('ordinary', 'skilled') and age_years >= %s"
        | format(limits.labour_age_end),
    '5_12_004': "is_monitored and public_post_code = 'yes' and age_years < %s" | format(limits.labour_age),
    '5_12_005': "is_monitored and public_post_code = 'yes' and age_years >= %s" | format(limits.public_post_age_end),
} -%}
{%- set rules_of_both = {
    ('1_01_001', '1_12_001'): "person_row_count > 1",
    ('1_01_002', '1_12_002'): "id_fault_code = 'length'",
    ('1_01_003', '1_12_003'): "id_fault_code = 'check'",
    ('1_01_004', '1_12_004'): "id_fault_code = 'certificate'",
    ('2_01_004', '2_12_008'): "sex_code <> relation_sex_code",
    ('4_01_002', '4_12_003'): "health_code = 'disabled' and disability_certificate_id is null",
    ('4_01_007', '4_01_008'): "is_severely_physical and labour_code = 'ordinary'",
    ('2_01_011', '2_12_014'): "labour_code <> 'none' and age_years < %s" | format(limits.labour_age),
    ('5_17_002', '5_12_014'): "student_stage_code = 'primary' and age_years not between %s and %s"
        | format(limits.primary_age, limits.primary_age_end),
    ('5_17_003', '5_12_015'): "student_stage_code ~ '^grade_' and age_years not between %s and %s"
        | format(limits.junior_age, limits.junior_age_end),
    ('5_17_004', '5_12_016'): "student_stage_code ~ '^(senior|vocational)_' and age_years not between %s and %s"
        | format(limits.senior_age, limits.senior_age_end),
    ('5_17_005', '5_12_017'): "student_stage_code ~ '^(college_|university_|postgraduate)' and age_years < %s"
        | format(limits.higher_age),
    ('5_17_006', '5_12_018'): "student_stage_code = 'postgraduate' and age_years < %s"
        | format(limits.postgraduate_age),
    ('2_01_008', '2_12_012'): insured_nowhere,
    ('2_01_009', '2_12_015'): insured_twice,
    ('5_16_002', '5_16_001'): implausible_wage,
} -%}
{%- for (of_lifted, of_monitored), predicate in rules_of_both.items() -%}
    {%- do rules.update({of_lifted: "is_lifted and " ~ predicate, of_monitored: "is_monitored and " ~ predicate}) -%}
{%- endfor -%}

with members as (

    select * from {{ ref('int_quality_members_profiled') }}
    where not is_repeated

),

broken as (

    select
        *,
        {{ rules_broken(rules) }} as rule_numbers
    from members

),

judged as (

    select
        household_id,
        person_id,
        delivery_id,
        row_number,
        case
            when person_id is not null then 'member:' || household_id || ':' || person_id
            else 'row:' || delivery_id || ':' || row_number
        end as subject_reference,
        unnest(rule_numbers) as rule_number,
        to_jsonb(broken) - 'rule_numbers' as facts
    from broken
    where rule_numbers <> '{}'

)

select * from judged
