with answers as (

    select * from {{ ref('int_comparison_answers_resolved') }}

),

relief as (

    select * from {{ ref('int_relief_people_gathered') }}

),

payments as (

    select * from {{ ref('stg_civil_affairs__relief_payments') }}

),

deaths as (

    select * from {{ ref('int_deaths_known') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

exclusive_rolls as (

    select unnest(counted_codes) as ground_code from {{ ref('int_integrity_checks_resolved') }}
    where doubt_code = 'listed_twice'

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'payment_review_months'

),

reviewed as (

    select
        payments.*,
        inputs.feed,
        inputs.month as list_month,
        code_labels.label as program_label
    from payments
    inner join inputs on payments.delivery_id = inputs.delivery_id
    inner join code_labels
        on code_labels.column_name = 'relief_program_code' and payments.relief_program_code = code_labels.code
    inner join parameters
        on {{ months_between('payments.paid_month', built_month()) }} < parameters.parameter_value

),

paid_twice as (

    select
        person_id,
        (array_agg(delivery_id order by list_month desc, delivery_id asc, row_number asc))[1] as delivery_id,
        (array_agg(row_number order by list_month desc, delivery_id asc, row_number asc))[1] as row_number,
        max(feed) as feed,
        max(list_month) as list_month,
        sum(paid_amount)::numeric(14, 2) as value_amount,
        count(*)::integer as item_count,
        max(program_label) || to_char(paid_month, 'FMYYYY"年"FMMM"月"') as attribute
    from reviewed
    group by person_id, relief_program_code, paid_month
    having count(*) > 1

),

listed_twice as (

    select
        person_id,
        (array_agg(delivery_id order by ground_code collate "C"))[1] as delivery_id,
        (array_agg(row_number order by ground_code collate "C"))[1] as row_number,
        (array_agg(feed order by ground_code collate "C"))[1] as feed,
        (array_agg(list_month order by ground_code collate "C"))[1] as list_month,
        count(distinct ground_code)::integer as item_count,
        string_agg(distinct relief_label collate "C", '、' order by relief_label collate "C") as attribute
    from relief
    where ground_code in (select exclusive_rolls.ground_code from exclusive_rolls)
    group by person_id
    having count(distinct ground_code) > 1

),

in_two_households as (

    select
        person_id,
        (array_agg(delivery_id order by delivery_id, row_number))[1] as delivery_id,
        (array_agg(row_number order by delivery_id, row_number))[1] as row_number,
        max(feed) as feed,
        max(list_month) as list_month,
        count(distinct household_id)::integer as item_count
    from relief
    where ground_code = 'monitored'
    group by person_id
    having count(distinct household_id) > 1

),

gathered as (

    select
        answers.evidence_code,
        answers.person_id,
        answers.feed,
        answers.list_month,
        answers.delivery_id,
        answers.row_number,
        answers.event_date,
        answers.value_amount,
        answers.item_count,
        answers.month_count,
        answers.attribute as counted_code,
        code_labels.label as attribute
    from answers
    left join code_labels
        on answers.attribute_column = code_labels.column_name and answers.attribute = code_labels.code
    where answers.person_id in (select relief.person_id from relief)
    union all
    select
        'paid_after_death' as evidence_code,
        reviewed.person_id,
        reviewed.feed,
        reviewed.list_month,
        reviewed.delivery_id,
        reviewed.row_number,
        deaths.death_date as event_date,
        reviewed.paid_amount as value_amount,
        1 as item_count,
        {{ months_between('deaths.death_date', 'reviewed.paid_month') }} as month_count,
        null as counted_code,
        reviewed.program_label as attribute
    from reviewed
    inner join deaths on reviewed.person_id = deaths.person_id
    union all
    select distinct on (relief.person_id, relief.feed)
        'listed_after_death' as evidence_code,
        relief.person_id,
        relief.feed,
        relief.list_month,
        relief.delivery_id,
        relief.row_number,
        deaths.death_date as event_date,
        null::numeric(14, 2) as value_amount,
        1 as item_count,
        {{ months_between('deaths.death_date', 'relief.list_month') }} as month_count,
        null as counted_code,
        relief.relief_label as attribute
    from relief
    inner join deaths on relief.person_id = deaths.person_id
    where relief.ground_code not in ('paid', 'applicant')
    union all
    select
        'listed_twice' as evidence_code,
        person_id,
        feed,
        list_month,
        delivery_id,
        row_number,
        null as event_date,
        null::numeric(14, 2) as value_amount,
        item_count,
        null as month_count,
        null as counted_code,
        attribute
    from listed_twice
    union all
    select
        'paid_twice' as evidence_code,
        person_id,
        feed,
        list_month,
        delivery_id,
        row_number,
        null as event_date,
        value_amount,
        item_count,
        null as month_count,
        null as counted_code,
        attribute
    from paid_twice
    union all
    select
        'in_two_households' as evidence_code,
        person_id,
        feed,
        list_month,
        delivery_id,
        row_number,
        null as event_date,
        null::numeric(14, 2) as value_amount,
        item_count,
        null as month_count,
        null as counted_code,
        null as attribute
    from in_two_households

)

select * from gathered
