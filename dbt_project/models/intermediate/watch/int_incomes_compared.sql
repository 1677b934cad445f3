with incomes as (

    select * from {{ ref('stg_rural_revitalization__household_incomes') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

limits as (

    select * from {{ ref('int_watch_limits_resolved') }}

),

compared as (

    select
        incomes.household_id,
        incomes.income_per_person_amount,
        inputs.month as list_month,
        {{ months_between('inputs.month', built_month()) }} as months_since_list,
        limits.range_amount,
        incomes.income_per_person_amount < limits.range_amount as is_under_range
    from incomes
    inner join inputs on incomes.delivery_id = inputs.delivery_id
    cross join limits

)

select * from compared
