with signals as (

    select * from {{ ref('int_signals_matched') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

published as (

    select * from {{ ref('stg_published__signals') }}

),

earlier as (

    select
        rules.rule_code,
        published.person_id,
        sum(published.value_amount) as earlier_amount
    from published
    inner join rules
        on
            published.feed = rules.feed
            and published.signal_code = rules.signal_code
            and published.month > {{ built_month() }} - make_interval(months => rules.window_months)
    where
        rules.window_months > 1
        and (rules.counted_attributes is null or rules.counted_attributes ? published.attribute)
    group by rules.rule_code, published.person_id

),

counted as (

    select
        signals.*,
        rules.rule_code,
        rules.threshold_operator,
        rules.threshold_amount,
        earlier.earlier_amount,
        case rules.judging_basis
            when 'person_month'
                then
                    sum(signals.value_amount) over (partition by rules.rule_code, signals.person_id)
                    + coalesce(earlier.earlier_amount, 0)
            else signals.value_amount
        end as judged_amount
    from signals
    inner join rules on signals.feed = rules.feed and signals.signal_code = rules.signal_code
    left join earlier on rules.rule_code = earlier.rule_code and signals.person_id = earlier.person_id
    where
        signals.is_matched
        and (rules.counted_attributes is null or rules.counted_attributes ? signals.attribute)

),

judged as (

    select
        household_id,
        rule_code,
        person_id,
        delivery_id,
        row_number,
        event_date,
        value_amount,
        earlier_amount,
        threshold_operator,
        attribute,
        attribute_column
    from counted
    where
        threshold_operator is null
        or (threshold_operator = 'over' and judged_amount > threshold_amount)
        or (threshold_operator = 'at_least' and judged_amount >= threshold_amount)
        or (threshold_operator = 'under' and judged_amount < threshold_amount)

)

select * from judged
