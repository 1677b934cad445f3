with people as (

    select * from {{ ref('int_people_resolved') }}

),

urban_dibao as (

    select distinct person_id from {{ ref('stg_civil_affairs__urban_dibao_people') }}

),

abilities as (

    select
        person_id,
        bool_and(coalesce(labour_code in ('lost', 'none'), false)) as is_unable
    from {{ ref('stg_rural_revitalization__monitored_members') }}
    where is_accepted
    group by person_id

),

counted as (

    select
        people.household_id,
        count(*)::integer as member_count,
        count(urban_dibao.person_id)::integer as urban_dibao_member_count,
        (count(*) - count(urban_dibao.person_id))::integer as counted_member_count,
        bool_and(coalesce(abilities.is_unable, false)) as is_without_labour
    from people
    left join urban_dibao on people.person_id = urban_dibao.person_id
    left join abilities on people.person_id = abilities.person_id
    group by people.household_id

)

select * from counted
