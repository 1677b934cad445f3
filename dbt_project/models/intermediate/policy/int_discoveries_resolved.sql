with discoveries as (

    select * from {{ source('reference', 'policy_discoveries') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}

),

resolved as (

    select
        discoveries.channel_code,
        discoveries.discovery_position,
        discoveries.channel_label,
        policies.document_number,
        discoveries.clause
    from discoveries
    inner join policies on discoveries.policy_version = policies.policy_version
    where discoveries.policy_version = {{ policy_version() }}

)

select * from resolved
