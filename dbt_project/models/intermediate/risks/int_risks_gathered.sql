with signals as (

    select * from {{ ref('int_signals_judged') }}

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

labelled as (

    select
        signals.*,
        inputs.month as data_month,
        coalesce(code_labels.label, signals.attribute) as attribute_label
    from signals
    inner join inputs on signals.delivery_id = inputs.delivery_id
    left join code_labels
        on signals.attribute_column = code_labels.column_name and signals.attribute = code_labels.code

),

gathered as (

    select
        household_id,
        rule_code,
        person_id,
        max(threshold_operator) as threshold_operator,
        max(event_date) as event_date,
        case max(threshold_operator)
            when 'under' then min(value_amount)
            else sum(value_amount) + coalesce(max(earlier_amount), 0)
        end::numeric(14, 2) as value_amount,
        string_agg(distinct attribute_label collate "C", '、' order by attribute_label collate "C") as attribute,
        count(*)::integer as record_count,
        max(data_month) as reported_month,
        (array_agg(delivery_id order by delivery_id, row_number))[1] as delivery_id,
        (array_agg(row_number order by delivery_id, row_number))[1] as row_number
    from labelled
    group by household_id, rule_code, person_id

)

select * from gathered
