with strata as (

    select * from {{ ref('int_sample_strata_assigned') }}

),

rules as (

    select * from {{ ref('int_sample_rules_resolved') }}

),

-- The household's pseudonym is made with the county's key: nobody without it can foresee a draw, anybody can repeat it.
keyed as (

    select
        *,
        sha256(convert_to(to_char({{ built_month() }}, 'YYYY-MM') || ':' || household_id, 'UTF8')) as draw_key
    from strata

),

ranked as (

    select
        keyed.*,
        row_number() over (
            partition by keyed.township_code, keyed.stratum_code order by keyed.draw_key, keyed.household_id
        )::integer as draw_rank,
        count(*) over (partition by keyed.township_code, keyed.stratum_code)::integer as stratum_household_count
    from keyed

),

sampled as (

    select
        ranked.household_id,
        {{ built_month() }} as sample_month,
        ranked.township_code,
        ranked.village_code,
        ranked.stratum_code,
        ranked.stratum_label,
        ranked.stratum_household_count,
        ranked.draw_rank
    from ranked
    cross join rules
    where ranked.draw_rank <= ceil(ranked.stratum_household_count * rules.sample_share)

)

select * from sampled
