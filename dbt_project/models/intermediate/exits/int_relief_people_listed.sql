with rolls as (

    select * from {{ ref('stg_civil_affairs__low_income_people') }}

),

grants as (

    select * from {{ ref('stg_civil_affairs__relief_grants') }}

),

leavers as (

    select * from {{ ref('stg_civil_affairs__relief_leavers') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

listed as (

    select
        person_id,
        low_income_kind_code
    from rolls
    union
    select
        grants.person_id,
        grants.low_income_kind_code
    from grants
    where
        not exists (
            select 1 from inputs
            where inputs.feed = 'civil_affairs_' || grants.low_income_kind_code || '_roll'
        )
        and not exists (
            select 1 from leavers
            where
                leavers.person_id = grants.person_id
                and leavers.low_income_kind_code = grants.low_income_kind_code
                and leavers.left_date >= grants.approved_date
        )

)

select * from listed
