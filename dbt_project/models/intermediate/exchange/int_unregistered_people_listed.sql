with rules as (

    select
        rule_code,
        clause
    from {{ ref('int_rules_resolved') }}
    where channel_code = 'data_comparison' and sentence_pattern like '%{registration}%'

),

comparison as (

    select min(clause collate "C") as clause from rules
    having count(*) > 0

),

risks as (

    select * from {{ ref('int_risks_judged') }}

),

monitored as (

    select * from {{ ref('int_households_assisted') }}
    where is_open

),

registered as (

    select * from {{ ref('int_low_income_households_registered') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

helped as (

    select
        risks.household_id,
        risks.person_id,
        risks.delivery_id,
        risks.row_number,
        risks.event_date,
        risks.value_amount,
        rules.clause
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    union all
    select
        monitored.household_id,
        households.head_person_id as person_id,
        monitored.delivery_id,
        monitored.row_number,
        monitored.identified_month as event_date,
        null::numeric(14, 2) as value_amount,
        comparison.clause
    from monitored
    inner join households on monitored.household_id = households.household_id
    cross join comparison

),

listed as (

    select distinct on (helped.household_id, helped.person_id, inputs.feed)
        helped.household_id,
        helped.person_id,
        feeds.department_code,
        inputs.feed,
        helped.event_date,
        helped.value_amount,
        helped.delivery_id,
        helped.row_number,
        helped.clause
    from helped
    inner join inputs on helped.delivery_id = inputs.delivery_id
    inner join feeds on inputs.feed = feeds.feed
    left join registered on helped.household_id = registered.household_id
    where registered.household_id is null
    order by
        helped.household_id asc, helped.person_id asc, inputs.feed asc,
        helped.event_date desc nulls last, helped.delivery_id asc, helped.row_number asc

)

select * from listed
