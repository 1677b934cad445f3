with pinned as (

    {{ pinned_rows('household_incomes', months='newest') }}

),

counted as (

    select distinct on (household_id)
        household_id,
        delivery_id,
        compliant_expense_amount,
        income_per_person_amount
    from pinned
    order by household_id asc, row_number asc, delivery_id asc

)

select * from counted
