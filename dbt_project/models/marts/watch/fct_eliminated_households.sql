with followed as (

    select * from {{ ref('int_eliminated_households_followed') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        followed.household_id,
        households.township_code,
        households.village_code,
        followed.identified_month,
        followed.eliminated_month,
        followed.elimination_way_code,
        followed.risks_text,
        followed.is_recurring,
        followed.reported_month,
        followed.risk_labels,
        followed.reason_text,
        followed.delivery_id,
        followed.row_number
    from followed
    left join households on followed.household_id = households.household_id

)

select * from located
