with claims as (

    select * from {{ ref('int_claims_compared') }}

),

described as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        person_id,
        claim_code,
        feed,
        data_month,
        claimed_value,
        is_effective
    from claims

)

select * from described
