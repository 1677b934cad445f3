with open_risks as (

    select * from {{ ref('int_open_risks_carried') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        household_id,
        township_code,
        rule_code,
        signal_code,
        person_id,
        department_code,
        first_reported_month,
        reported_month,
        months_since_reported,
        status_code,
        status_label
    from open_risks

)

select * from dated
