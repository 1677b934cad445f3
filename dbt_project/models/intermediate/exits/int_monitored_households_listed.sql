with monitored as (

    select * from {{ ref('stg_rural_revitalization__monitored_households') }}
    where is_monitored and not is_eliminated

),

relief as (

    select * from {{ ref('int_relief_people_listed') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

labels as (

    select
        code as monitored_code,
        label as monitored_label
    from {{ source('reference', 'code_labels') }}
    where column_name = 'low_income_kind_code'
    union all
    select
        'monitored' as monitored_code,
        '防返贫监测对象' as monitored_label

),

bases as (

    select
        household_id,
        'monitored'::text as monitored_code
    from monitored
    union
    select
        people.household_id,
        relief.low_income_kind_code as monitored_code
    from relief
    inner join people on relief.person_id = people.person_id

),

labelled as (

    select
        bases.household_id,
        bases.monitored_code,
        labels.monitored_label
    from bases
    inner join labels on bases.monitored_code = labels.monitored_code

),

listed as (

    select
        household_id,
        array_agg(monitored_code order by monitored_code collate "C") as monitored_codes,
        string_agg(monitored_label, '、' order by monitored_code collate "C") as monitored_labels
    from labelled
    group by household_id

)

select * from listed
