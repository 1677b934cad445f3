with applications as (

    select * from {{ ref('stg_rural_revitalization__household_applications') }}

),

refusals as (

    select * from {{ ref('stg_civil_affairs__refused_applications') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

told as (

    select
        head_person_id as person_id,
        'applied'::text as application_event_code,
        application_date as application_event_date
    from applications
    union all
    select
        person_id,
        'refused' as application_event_code,
        decided_date as application_event_date
    from refusals

),

gathered as (

    select
        people.household_id,
        told.application_event_code,
        max(told.application_event_date) as application_event_date
    from told
    inner join people on told.person_id = people.person_id
    group by people.household_id, told.application_event_code

)

select * from gathered
