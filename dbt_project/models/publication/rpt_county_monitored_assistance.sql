with assisted as (

    select * from {{ ref('int_households_assisted') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

gaps as (

    select
        household_id,
        string_agg(found_text, '；' order by check_position, gap_reference collate "C") as gaps_text
    from {{ ref('int_delivery_gaps_explained') }}
    group by household_id

),

located as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        assisted.household_id,
        households.head_person_id,
        households.township_code,
        households.village_code,
        assisted.identified_month,
        coalesce(assisted.identified_month = {{ built_month() }}, false) as is_new,
        assisted.is_eliminated,
        assisted.member_count,
        assisted.able_count,
        cardinality(assisted.risk_codes) as monitored_risk_count,
        assisted.risks_text,
        assisted.measure_count,
        assisted.measures_listed_text,
        gaps.gaps_text,
        assisted.delivery_id,
        assisted.row_number
    from assisted
    left join households on assisted.household_id = households.household_id
    left join gaps on assisted.household_id = gaps.household_id

)

select * from located
