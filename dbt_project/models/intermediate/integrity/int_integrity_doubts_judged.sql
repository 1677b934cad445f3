with evidence as (

    select * from {{ ref('int_integrity_evidence_gathered') }}

),

checks as (

    select * from {{ ref('int_integrity_checks_resolved') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

listed_households as (

    select
        person_id,
        min(household_id) as household_id
    from {{ ref('int_relief_people_gathered') }}
    group by person_id

),

measured as (

    select
        evidence.*,
        checks.doubt_code,
        checks.measure_basis,
        checks.threshold_operator,
        checks.threshold_amount,
        checks.asks_unknown,
        case checks.measure_basis
            when 'value' then sum(evidence.value_amount) over by_doubt
            when 'count' then sum(evidence.item_count) over by_doubt
            when 'months' then evidence.month_count
        end as judged_amount
    from evidence
    inner join checks on evidence.evidence_code = any(checks.evidence_codes)
    where
        evidence.counted_code is null
        or evidence.counted_code = any(checks.counted_codes)
        or checks.counted_codes = '{}'
    window by_doubt as (partition by checks.doubt_code, evidence.person_id, evidence.feed)

),

doubtful as (

    select * from measured
    where
        measure_basis is null
        or (asks_unknown and judged_amount is null)
        or (threshold_operator = 'over' and judged_amount > threshold_amount)
        or (threshold_operator = 'at_least' and judged_amount >= threshold_amount)
        or (threshold_operator = 'under' and judged_amount < threshold_amount)

),

summed as (

    select
        doubt_code,
        person_id,
        feed,
        max(list_month) as list_month,
        min(event_date) as event_date,
        sum(value_amount)::numeric(14, 2) as value_amount,
        sum(item_count)::integer as item_count,
        max(month_count) as month_count,
        max(threshold_amount)::numeric(14, 2) as threshold_amount,
        string_agg(distinct attribute collate "C", '、' order by attribute collate "C") as attribute,
        count(*)::integer as record_count,
        (array_agg(delivery_id order by list_month desc, delivery_id asc, row_number asc))[1] as delivery_id,
        (array_agg(row_number order by list_month desc, delivery_id asc, row_number asc))[1] as row_number
    from doubtful
    group by doubt_code, person_id, feed

),

judged as (

    select
        summed.*,
        coalesce(people.household_id, listed_households.household_id) as household_id
    from summed
    left join people on summed.person_id = people.person_id
    left join listed_households on summed.person_id = listed_households.person_id

)

select * from judged
