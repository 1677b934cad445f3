with applications as (

    select * from {{ ref('stg_rural_revitalization__household_applications') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'applicant_months'

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

relief as (

    select * from {{ ref('int_relief_people_listed') }}

),

recent as (

    select distinct on (coalesce(people.household_id, applications.head_person_id))
        people.household_id,
        applications.head_person_id as applicant_person_id,
        applications.application_date,
        applications.delivery_id,
        applications.row_number
    from applications
    inner join parameters
        on {{ months_between('applications.application_date', built_month()) }} < parameters.parameter_value
    left join people on applications.head_person_id = people.person_id
    where applications.head_person_id is not null
    order by
        coalesce(people.household_id, applications.head_person_id) asc, applications.application_date desc,
        applications.delivery_id asc, applications.row_number asc

),

on_dibao as (

    select distinct people.household_id
    from relief
    inner join people on relief.person_id = people.person_id
    where relief.low_income_kind_code = 'dibao'

),

gathered as (

    select
        people.person_id,
        people.household_id,
        households.head_person_id,
        households.township_code,
        households.village_code,
        people.relation_code,
        recent.application_date,
        true as is_in_register,
        on_dibao.household_id is not null as is_on_dibao,
        recent.delivery_id,
        recent.row_number
    from recent
    inner join people on recent.household_id = people.household_id
    inner join households on recent.household_id = households.household_id
    left join on_dibao on recent.household_id = on_dibao.household_id
    union all
    select
        applicant_person_id as person_id,
        null as household_id,
        applicant_person_id as head_person_id,
        null as township_code,
        null as village_code,
        null as relation_code,
        application_date,
        false as is_in_register,
        false as is_on_dibao,
        delivery_id,
        row_number
    from recent
    where household_id is null

)

select * from gathered
