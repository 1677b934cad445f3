with signals as (

    select * from {{ ref('int_signals_judged') }}

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}

),

labelled as (

    select
        signals.*,
        coalesce(code_labels.label, signals.attribute) as attribute_label
    from signals
    left join code_labels
        on signals.attribute_column = code_labels.column_name and signals.attribute = code_labels.code

),

judged as (

    select
        household_id,
        rule_code,
        person_id,
        max(event_date) as event_date,
        sum(value_amount)::numeric(14, 2) as value_amount,
        string_agg(distinct attribute_label collate "C", '、' order by attribute_label collate "C") as attribute,
        count(*)::integer as record_count,
        (array_agg(delivery_id order by delivery_id, row_number))[1] as delivery_id,
        (array_agg(row_number order by delivery_id, row_number))[1] as row_number
    from labelled
    group by household_id, rule_code, person_id

)

select * from judged
