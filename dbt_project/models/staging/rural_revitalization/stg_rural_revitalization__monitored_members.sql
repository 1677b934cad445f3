with landed as (

    {{ pinned_rows('monitored_members', months='newest', with_held=true) }}

),

listed as (

    select
        delivery_id,
        row_number,
        is_accepted,
        household_id,
        person_id,
        birth_month,
        relation_code,
        sex_code,
        health_code,
        labour_code,
        student_stage_code,
        education_code,
        dropout_code,
        disability_kind_code,
        disability_grade_code,
        disability_certificate_id,
        resident_insurance_code,
        employee_insurance_code,
        serious_illness_insurance_code,
        monthly_wage_amount,
        public_post_code,
        dibao_ticked_code,
        tekun_ticked_code,
        phone_id
    from landed

)

select * from listed
