-- The county summary, the lists and the statuses speak of the same households.
with summary as (

    select
        sum(household_count) as summed_households,
        sum(risk_count) as summed_risks
    from {{ ref('rpt_county_summary') }}

),

lists as (

    select
        count(*) as listed_households,
        coalesce(sum(risk_count), 0) as listed_risks
    from {{ ref('rpt_township_referrals') }}

),

risks as (

    select count(*) as judged_risks
    from (
        select distinct
            household_id,
            rule_code
        from {{ ref('fct_household_risk_months') }}
    ) as kinds

),

compared as (

    select
        summary.*,
        lists.*,
        risks.*
    from summary
    cross join lists
    cross join risks

)

select * from compared
where
    summed_households != listed_households
    or summed_risks != listed_risks
    or listed_risks != judged_risks
