with consultations as (

    select * from {{ source('reference', 'policy_consultations') }}

),

resolved as (

    select
        extent_code,
        extent_label,
        consulted_label,
        clause
    from consultations
    where policy_version = {{ policy_version() }}

)

select * from resolved
