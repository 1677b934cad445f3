with checks as (

    select * from {{ ref('stg_township__spot_checks') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

resolved as (

    select distinct on (people.household_id, checks.sample_month)
        people.household_id,
        checks.sample_month,
        checks.spot_check_code,
        checks.check_date,
        checks.delivery_id,
        checks.row_number
    from checks
    inner join inputs on checks.delivery_id = inputs.delivery_id
    inner join people on checks.head_person_id = people.person_id
    order by
        people.household_id asc,
        checks.sample_month asc,
        inputs.month desc,
        checks.check_date desc,
        checks.delivery_id desc,
        checks.row_number desc

)

select * from resolved
