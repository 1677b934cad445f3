with households as (

    select * from {{ ref('int_households_composed') }}

),

incomes as (

    select * from {{ ref('stg_rural_revitalization__household_incomes') }}

),

monitored as (

    select * from {{ ref('stg_rural_revitalization__monitored_households') }}

),

lists as (

    select * from {{ ref('int_deliveries_titled') }}

),

expenses as (

    select * from {{ ref('int_household_expenses_summed') }}

),

assets as (

    select * from {{ ref('int_household_assets_summed') }}

),

risks as (

    select * from {{ ref('int_risks_judged') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

stated as (

    select
        households.household_id,
        households.member_count,
        coalesce(incomes.income_per_person_amount, monitored.income_per_person_amount) as income_per_person_amount,
        coalesce(incomes.delivery_id, monitored.delivery_id) as delivery_id
    from households
    left join incomes on households.household_id = incomes.household_id
    left join monitored on households.household_id = monitored.household_id
    where coalesce(incomes.income_per_person_amount, monitored.income_per_person_amount) is not null

),

told as (

    select
        stated.*,
        lists.list_text
    from stated
    inner join lists on stated.delivery_id = lists.delivery_id

),

struck as (

    select
        risks.household_id,
        risks.rule_code,
        rules.risk_label,
        rules.is_sudden
    from risks
    inner join rules on risks.rule_code = rules.rule_code
    group by risks.household_id, risks.rule_code, rules.risk_label, rules.is_sudden

),

gathered as (

    select
        household_id,
        'income_per_person' as measure_code,
        income_per_person_amount as measured_amount,
        true as is_complete,
        list_text as record_text
    from told
    union all
    select
        told.household_id,
        'income_after_expense' as measure_code,
        round(told.income_per_person_amount - expenses.expense_amount / told.member_count, 2) as measured_amount,
        true as is_complete,
        expenses.record_text
    from told
    inner join expenses on told.household_id = expenses.household_id
    union all
    select
        household_id,
        asset_kind_code || '_count' as measure_code,
        asset_count as measured_amount,
        is_answered as is_complete,
        record_text
    from assets
    where asset_kind_code in ('vehicle', 'property')
    union all
    select
        household_id,
        'vehicle_value' as measure_code,
        asset_value_amount as measured_amount,
        is_answered and is_valued as is_complete,
        record_text
    from assets
    where asset_kind_code = 'vehicle'
    union all
    select
        household_id,
        'risk_count' as measure_code,
        count(*) as measured_amount,
        true as is_complete,
        string_agg(risk_label, '、' order by rule_code collate "C") as record_text
    from struck
    group by household_id
    union all
    select
        household_id,
        'sudden_risk_count' as measure_code,
        count(*) as measured_amount,
        true as is_complete,
        string_agg(risk_label, '、' order by rule_code collate "C") as record_text
    from struck
    where is_sudden
    group by household_id
    union all
    select
        monitored.household_id,
        'is_lifted' as measure_code,
        monitored.is_lifted::integer as measured_amount,
        true as is_complete,
        lists.list_text as record_text
    from monitored
    inner join lists on monitored.delivery_id = lists.delivery_id

),

narrowed as (

    select
        gathered.household_id,
        gathered.measure_code::text as measure_code,
        gathered.measured_amount::numeric(14, 2) as measured_amount,
        gathered.is_complete,
        gathered.record_text
    from gathered
    inner join households on gathered.household_id = households.household_id

)

select * from narrowed
