with claims as (

    select * from {{ ref('int_claims_gathered') }}

),

precedences as (

    select * from {{ source('reference', 'claim_precedences') }}

),

ranked as (

    select
        claims.person_id,
        claims.claim_code,
        claims.feed,
        claims.data_month,
        claims.claimed_value,
        min(claims.claimed_value) over same_question <> max(claims.claimed_value) over same_question as is_disputed,
        row_number() over (
            partition by claims.person_id, claims.claim_code
            order by precedences.precedence_rank asc, claims.data_month desc, claims.claimed_value asc
        ) = 1 as is_effective
    from claims
    inner join precedences on claims.claim_code = precedences.claim_code and claims.feed = precedences.feed
    window same_question as (partition by claims.person_id, claims.claim_code)

),

compared as (

    select
        person_id,
        claim_code,
        feed,
        data_month,
        claimed_value,
        is_effective
    from ranked
    where is_disputed

)

select * from compared
