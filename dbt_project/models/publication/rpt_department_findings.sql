with resolved as (

    select * from {{ ref('int_inspection_findings_assigned') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        delivery_id,
        row_number,
        department_code,
        finding_number,
        finding_label,
        found_date,
        responsible_unit,
        household_id,
        township_code,
        village_code
    from resolved

)

select * from dated
