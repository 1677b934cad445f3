with published as (

    select * from {{ ref('stg_published__range_months') }}

),

incomes as (

    select * from {{ ref('int_incomes_compared') }}

),

limits as (

    select * from {{ ref('int_watch_limits_resolved') }}

),

known as (

    select
        month,
        household_id,
        income_per_person_amount,
        months_since_list
    from published
    union all
    select
        {{ built_month() }} as month,
        household_id,
        income_per_person_amount,
        months_since_list
    from incomes

),

followed as (

    select
        known.household_id,
        count(*)::integer as known_month_count,
        (count(*) filter (where known.income_per_person_amount > limits.range_amount))::integer as over_month_count,
        min(known.income_per_person_amount)::numeric(14, 2) as least_income_amount
    from known
    inner join limits
        on
            known.month > {{ built_month() }} - make_interval(months => limits.elimination_months)
            and known.months_since_list < limits.income_age_months
    group by known.household_id

)

select * from followed
