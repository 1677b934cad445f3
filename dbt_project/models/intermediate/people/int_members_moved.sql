with compared as (

    select * from {{ ref('int_members_compared') }}

),

lineages as (

    select * from {{ ref('int_households_succeeded') }}

),

deaths as (

    select * from {{ ref('int_deaths_known') }}

),

judged as (

    select
        compared.*,
        lineages.lineage_code,
        deaths.death_date,
        compared.relation_code in ('spouse', 'daughter_in_law', 'son_in_law')
        and coalesce(compared.from_relation_code, 'none') not in ('spouse', 'daughter_in_law', 'son_in_law')
            as is_married_in
    from compared
    left join lineages
        on
            compared.from_household_id = lineages.from_household_id
            and compared.to_household_id = lineages.to_household_id
    left join deaths on compared.person_id = deaths.person_id
    where compared.from_household_id is distinct from compared.to_household_id

),

moved as (

    select
        person_id,
        from_household_id,
        to_household_id,
        case
            when to_household_id is null and death_date is not null then 'removed_dead'
            when to_household_id is null then 'moved_out'
            when from_household_id is null and birth_month > {{ built_month() }} - interval '12 months' then 'born'
            when lineage_code is not null then lineage_code
            when is_married_in then 'married_in'
            when from_household_id is null then 'moved_in'
            else 'changed_household'
        end as event_code,
        case
            when to_household_id is null then death_date
            when from_household_id is null and birth_month > {{ built_month() }} - interval '12 months' then birth_month
        end as happened_date
    from judged

)

select * from moved
