with people as (

    select * from {{ ref('int_people_resolved') }}

),

others as (

    select * from {{ ref('int_people_claimed') }}

),

deaths as (

    select * from {{ ref('stg_police__deaths') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

places as (

    select * from {{ ref('int_divisions_succeeded') }}

),

months as (

    select
        delivery_id,
        month as data_month
    from inputs

),

register as (

    select max(month) as data_month from inputs
    where feed = 'household_register'

),

named as (

    select person_id from others
    union
    select person_id from deaths

),

said as (

    select
        people.person_id,
        people.household_id,
        people.relation_code,
        'household_register' as feed,
        register.data_month,
        coalesce(places.present_code, people.village_code) as village_code
    from people
    inner join named on people.person_id = named.person_id
    left join places on people.village_code = places.division_code
    cross join register
    union all
    select
        others.person_id,
        others.household_id,
        others.relation_code,
        others.feed,
        months.data_month,
        others.village_code
    from others
    inner join months on others.delivery_id = months.delivery_id

),

gathered as (

    select
        said.person_id,
        claims.claim_code,
        said.feed,
        said.data_month,
        claims.claimed_value
    from said
    cross join
        lateral (
            values
            ('household', said.household_id::text),
            ('relation', said.relation_code),
            ('residence', said.village_code),
            ('death', 'alive')
        ) as claims (claim_code, claimed_value)
    where claims.claimed_value is not null
    union
    select
        deaths.person_id,
        'death' as claim_code,
        'police_deaths' as feed,
        months.data_month,
        deaths.death_date::text as claimed_value
    from deaths
    inner join months on deaths.delivery_id = months.delivery_id

)

select * from gathered
