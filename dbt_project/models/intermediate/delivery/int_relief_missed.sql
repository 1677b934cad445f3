with checks as (

    select * from {{ ref('int_delivery_checks_resolved') }}
    where gap_code = 'relief_missing'

),

hardships as (

    select * from {{ source('reference', 'policy_hardships') }}
    where policy_version = {{ policy_version() }}

),

found as (

    select * from {{ ref('int_hardships_gathered') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'relief_window_months'

),

registered as (

    select * from {{ ref('int_low_income_households_registered') }}

),

assisted as (

    select * from {{ ref('int_households_assisted') }}
    where is_open

),

given as (

    select distinct
        people.household_id,
        relief.feed
    from {{ ref('stg_departments__relief_given') }} as relief
    inner join {{ ref('int_people_resolved') }} as people on relief.person_id = people.person_id
    cross join parameters
    where
        relief.relief_date
        >= {{ built_month() }} + interval '1 month' - make_interval(months => parameters.parameter_value::integer)

),

known as (

    select coalesce(array_agg(distinct feed), '{}') as feeds from {{ ref('stg_ledger__inputs') }}

),

placed as (

    select
        found.*,
        hardships.hardship_label,
        hardships.in_charge_code,
        hardships.relief_feeds,
        registered.household_id is not null or assisted.household_id is not null as is_in_relief,
        coalesce(assisted.measure_codes && hardships.measure_codes, false) as is_measured,
        (
            (hardships.relief_feeds <> '{}' and hardships.relief_feeds <@ known.feeds)
            and (assisted.household_id is null or assisted.measure_codes is not null)
        )
        or (hardships.relief_feeds = '{}' and assisted.measure_codes is not null and hardships.measure_codes <> '{}')
            as is_judged
    from found
    inner join hardships on found.hardship_code = hardships.hardship_code
    cross join known
    left join registered on found.household_id = registered.household_id
    left join assisted on found.household_id = assisted.household_id

),

missed as (

    select
        placed.household_id,
        placed.hardship_code,
        placed.hardship_label,
        placed.in_charge_code,
        placed.relief_feeds,
        placed.first_reported_month,
        placed.basis_text,
        case when placed.is_in_relief then 'find_cause' else 'refer' end as disposition_code
    from placed
    cross join checks
    left join parameters on true
    where
        placed.is_judged
        and not placed.is_measured
        and (
            not placed.is_in_relief
            or {{ months_between('placed.first_reported_month', built_month()) }} >= checks.threshold_amount
        )
        and (
            parameters.parameter_value is null
            or {{ months_between('placed.reported_month', built_month()) }} < parameters.parameter_value
        )
        and (placed.is_in_relief or exists (select from registered))
        and not exists (
            select from given
            where given.household_id = placed.household_id and given.feed = any(placed.relief_feeds)
        )

)

select * from missed
