with landed as (

    {{ pinned_rows('monitored_households', months='newest', with_held=true) }}

),

first_rows as (

    select distinct on (household_id) *
    from landed
    where household_id is not null
    order by household_id asc, is_accepted desc, row_number asc, delivery_id asc

),

listed as (

    select
        household_id,
        delivery_id,
        row_number,
        identified_month,
        elimination_way_code,
        eliminated_month,
        risk_disaster_kind_code,
        risk_other_note,
        dropout_after_code,
        house_damaged_after_code,
        uninsured_after_code,
        water_damaged_after_code,
        income_per_person_after_amount,
        dangerous_house_code,
        water_safe_code,
        household_insured_code,
        household_dropout_code,
        income_per_person_amount,
        household_kind_code = 'lifted' as is_lifted,
        coalesce(monitored_kind_code, 'none') <> 'none' as is_monitored,
        coalesce(risk_eliminated_code, 'no') = 'yes' as is_eliminated,
        array_remove(array[risk_1_code, risk_2_code, risk_3_code, risk_4_code, risk_5_code], null) as risk_codes
    from first_rows

)

select * from listed
