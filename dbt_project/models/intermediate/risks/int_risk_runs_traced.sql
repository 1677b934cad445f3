with risks as (

    select * from {{ ref('int_risks_judged') }}

),

published as (

    select * from {{ ref('stg_published__risk_months') }}

),

earlier as (

    select
        risks.household_id,
        risks.rule_code,
        risks.person_id,
        published.month,
        row_number() over (
            partition by risks.household_id, risks.rule_code, risks.person_id order by published.month desc
        ) as months_back
    from risks
    inner join published
        on
            risks.household_id = published.household_id
            and risks.rule_code = published.rule_code
            and risks.person_id = published.person_id

),

unbroken as (

    select * from earlier
    where month = {{ built_month() }} - make_interval(months => months_back::integer)

),

traced as (

    select
        risks.household_id,
        risks.rule_code,
        risks.person_id,
        coalesce(min(unbroken.month), {{ built_month() }}) as first_known_month
    from risks
    left join unbroken
        on
            risks.household_id = unbroken.household_id
            and risks.rule_code = unbroken.rule_code
            and risks.person_id = unbroken.person_id
    group by risks.household_id, risks.rule_code, risks.person_id

)

select * from traced
