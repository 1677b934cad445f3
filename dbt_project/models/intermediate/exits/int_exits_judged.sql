with published as (

    select * from {{ ref('stg_published__change_months') }}

),

monitored as (

    select * from {{ ref('int_monitored_households_listed') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

leavers as (

    select * from {{ ref('stg_civil_affairs__relief_leavers') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

national as (

    select * from {{ ref('stg_rural_revitalization__monitored_households') }}

),

before as (

    select
        published.household_id,
        basis.monitored_code
    from published
    cross join lateral unnest(published.monitored_codes) as basis (monitored_code)
    where published.month = (select max(newest.month) from published as newest)

),

gone as (

    select
        before.household_id,
        before.monitored_code
    from before
    left join monitored
        on before.household_id = monitored.household_id and before.monitored_code = any(monitored.monitored_codes)
    inner join households on before.household_id = households.household_id
    where monitored.household_id is null

),

left_now as (

    select
        people.household_id,
        leavers.low_income_kind_code as monitored_code,
        max(leavers.left_date) as left_date
    from leavers
    inner join inputs on leavers.delivery_id = inputs.delivery_id
    inner join people on leavers.person_id = people.person_id
    where inputs.month = {{ built_month() }}
    group by people.household_id, leavers.low_income_kind_code

),

judged as (

    select
        left_now.left_date,
        coalesce(gone.household_id, left_now.household_id) as household_id,
        coalesce(gone.monitored_code, left_now.monitored_code) as monitored_code,
        case
            when left_now.household_id is not null then 'left_relief'
            when national.is_eliminated then 'risk_eliminated'
            else 'missing_from_list'
        end as exit_code
    from gone
    full join left_now
        on gone.household_id = left_now.household_id and gone.monitored_code = left_now.monitored_code
    left join national on gone.household_id = national.household_id and gone.monitored_code = 'monitored'

)

select * from judged
