{%- set kinds = {
    'medical_insurance_settlements': '医疗',
    'medical_insurance_self_paid': '医疗',
    'education_school_expenses': '教育',
    'emergency_disaster_households': '受灾',
} -%}

with expenses as (

    select * from {{ ref('stg_departments__rigid_expenses') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

incomes as (

    select * from {{ ref('stg_rural_revitalization__household_incomes') }}
    where compliant_expense_amount is not null

),

lists as (

    select * from {{ ref('int_deliveries_titled') }}

),

windows as (

    select parameter_value::integer as month_count from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'expense_month_count'

),

listed as (

    select
        people.household_id,
        expenses.feed,
        case expenses.feed
            {% for feed, label in kinds.items() -%}
                when '{{ feed }}' then '{{ label }}'
            {% endfor -%}
        end as kind_label,
        sum(expenses.expense_amount) as expense_amount
    from expenses
    inner join people on expenses.person_id = people.person_id
    cross join windows
    where
        expenses.spent_date >= {{ built_month() }} - make_interval(months => windows.month_count - 1)
        and expenses.spent_date < {{ built_month() }} + interval '1 month'
    group by people.household_id, expenses.feed

),

by_kind as (

    select
        household_id,
        kind_label,
        max(expense_amount) as expense_amount
    from listed
    group by household_id, kind_label
    having max(expense_amount) > 0

),

itemised as (

    select
        household_id,
        sum(expense_amount) as expense_amount,
        string_agg(
            kind_label || {{ money('expense_amount') }} || '元', '、' order by kind_label collate "C"
        ) as kinds_text
    from by_kind
    group by household_id

),

declared as (

    select
        incomes.household_id,
        incomes.compliant_expense_amount as expense_amount,
        lists.list_text
    from incomes
    inner join lists on incomes.delivery_id = lists.delivery_id

),

summed as (

    select
        coalesce(declared.household_id, itemised.household_id) as household_id,
        greatest(declared.expense_amount, itemised.expense_amount)::numeric(14, 2) as expense_amount,
        case
            when itemised.expense_amount > declared.expense_amount or declared.expense_amount is null
                then '部门记录' || itemised.kinds_text
            else declared.list_text || '合规自付支出' || {{ money('declared.expense_amount') }} || '元'
        end as record_text
    from declared
    full join itemised on declared.household_id = itemised.household_id

)

select * from summed
