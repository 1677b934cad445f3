with deaths as (

    select * from {{ ref('stg_police__deaths') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

known as (

    select distinct on (deaths.person_id)
        deaths.person_id,
        deaths.death_date,
        min(inputs.month) over (partition by deaths.person_id) as first_listed_month
    from deaths
    inner join inputs on deaths.delivery_id = inputs.delivery_id
    order by deaths.person_id asc, inputs.month desc, deaths.delivery_id asc, deaths.row_number asc

)

select * from known
