with members as (

    select * from {{ ref('stg_rural_revitalization__monitored_members') }}

),

households as (

    select * from {{ ref('stg_rural_revitalization__monitored_households') }}

),

held_cells as (

    select * from {{ ref('stg_ledger__held_member_cells') }}

),

held as (

    select
        delivery_id,
        row_number,
        min(seen_shape) as seen_shape,
        min(case
            when reason_code = 'id_number_not_18' and seen_shape ~ '^(20|22)位' then 'certificate'
            when reason_code in ('id_number_form', 'id_number_birth_date') then 'check'
            when reason_code in ('id_number_check_digit', 'id_number_excel_zeros') then 'check'
            when reason_code in ('id_number_placeholder', 'required_empty') then 'missing'
            else 'length'
        end) as id_fault_code
    from held_cells
    where column_name = 'id_number' and reason_code <> 'duplicate_key'
    group by delivery_id, row_number

),

profiled as (

    select
        members.delivery_id,
        members.row_number,
        members.household_id,
        members.person_id,
        members.relation_code,
        members.sex_code,
        members.health_code,
        members.labour_code,
        members.education_code,
        members.dropout_code,
        members.disability_kind_code,
        members.disability_grade_code,
        members.disability_certificate_id,
        members.monthly_wage_amount,
        members.public_post_code,
        members.dibao_ticked_code,
        members.tekun_ticked_code,
        members.phone_id,
        households.is_lifted,
        households.is_monitored,
        held.seen_shape,
        held.id_fault_code,
        {{ months_between('members.birth_month', built_month()) }} / 12 as age_years,
        {{ answered('members.student_stage_code') }} as student_stage_code,
        {{ answered('members.resident_insurance_code') }} as resident_insurance_code,
        {{ answered('members.employee_insurance_code') }} as employee_insurance_code,
        {{ answered('members.serious_illness_insurance_code') }} as serious_illness_insurance_code,
        case when members.person_id is not null then (count(*) over same_person)::integer end as person_row_count,
        members.person_id is not null and row_number() over same_member > 1 as is_repeated,
        members.health_code = 'disabled' or members.disability_grade_code is not null
        or members.disability_certificate_id is not null as is_disabled,
        members.dropout_code = 'yes' or (
            coalesce(members.student_stage_code, 'none') = 'none'
            and bool_or(members.student_stage_code is not null) over ()
            and coalesce(members.education_code, 'primary') in ('illiterate', 'primary')
        ) as is_out_of_school,
        members.disability_kind_code = 'physical' and members.disability_grade_code in ('grade_1', 'grade_2')
            as is_severely_physical,
        case
            when members.relation_code in (
                'son', 'son_in_law', 'grandson', 'grandson_by_daughter', 'father', 'father_in_law_of_husband',
                'father_in_law_of_wife', 'grandfather', 'uncle', 'nephew', 'grandson_in_law', 'great_grandson',
                'maternal_grandfather', 'great_grandfather', 'brother_in_law', 'maternal_uncle', 'uncle_by_marriage',
                'nephew_by_sister'
            ) then 'male'
            when members.relation_code in (
                'daughter', 'daughter_in_law', 'granddaughter', 'granddaughter_by_daughter', 'mother',
                'mother_in_law_of_husband', 'mother_in_law_of_wife', 'grandmother', 'sister_in_law', 'niece',
                'granddaughter_in_law', 'great_granddaughter', 'maternal_grandmother', 'great_grandmother', 'aunt',
                'maternal_aunt', 'niece_by_sister'
            ) then 'female'
        end as relation_sex_code
    from members
    left join households on members.household_id = households.household_id
    left join held on members.delivery_id = held.delivery_id and members.row_number = held.row_number
    window
        same_person as (partition by members.person_id),
        same_member as (
            partition by members.household_id, members.person_id
            order by members.is_accepted desc, members.row_number asc, members.delivery_id asc
        )

)

select * from profiled
