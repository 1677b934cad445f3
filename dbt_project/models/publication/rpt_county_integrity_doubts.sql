with doubts as (

    select * from {{ ref('int_integrity_doubts_explained') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        doubts.doubt_code,
        doubts.person_id,
        doubts.feed,
        doubts.check_position,
        doubts.doubt_label,
        doubts.household_id,
        households.head_person_id,
        households.township_code,
        households.village_code,
        doubts.found_text,
        doubts.relief_text,
        doubts.checker_code,
        doubts.checker_name,
        doubts.delivery_id,
        doubts.row_number
    from doubts
    left join households on doubts.household_id = households.household_id

)

select * from located
