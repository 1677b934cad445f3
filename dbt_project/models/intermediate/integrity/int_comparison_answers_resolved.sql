with answers as (

    select * from {{ ref('stg_departments__comparison_answers') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

dated as (

    select
        answers.*,
        inputs.month as list_month,
        max(inputs.month) over (
            partition by answers.feed, answers.person_id, answers.evidence_code
        ) as newest_month
    from answers
    inner join inputs on answers.delivery_id = inputs.delivery_id

),

resolved as (

    select
        feed,
        list_month,
        delivery_id,
        row_number,
        person_id,
        evidence_code,
        value_amount,
        event_date,
        attribute,
        attribute_column,
        coalesce(item_count, 1) as item_count,
        {{ months_between('pension_paid_until_month', built_month()) }} as month_count
    from dated
    where is_found and list_month = newest_month

)

select * from resolved
