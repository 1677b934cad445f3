with criteria as (

    select * from {{ ref('int_household_criteria_gathered') }}
    where is_under_range or is_monitored

),

households as (

    select * from {{ ref('int_households_composed') }}

),

compared as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        criteria.household_id,
        households.township_code,
        households.village_code,
        criteria.is_monitored,
        criteria.income_per_person_amount,
        criteria.range_amount,
        criteria.is_under_range,
        criteria.list_month,
        criteria.months_since_list,
        criteria.guarantee_code,
        criteria.risk_count,
        criteria.is_under_range and (criteria.guarantee_code = 'unmet' or criteria.risk_count > 0)
            as is_under_with_other_criterion
    from criteria
    left join households on criteria.household_id = households.household_id

)

select * from compared
