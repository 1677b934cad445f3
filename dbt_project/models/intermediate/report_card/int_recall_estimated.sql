with warnings as (

    select * from {{ ref('int_warnings_answered') }}

),

reports as (

    select * from {{ ref('int_risk_reports_known') }}

),

applications as (

    select * from {{ ref('stg_rural_revitalization__household_applications') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

rules as (

    select * from {{ ref('int_rules_resolved') }}

),

steps as (

    select * from {{ ref('int_case_steps_judged') }}
    where step_code = 'county_approval' and not is_held

),

samples as (

    select * from {{ ref('int_samples_followed') }}

),

strata as (

    select * from {{ ref('int_sample_strata_assigned') }}

),

parameters as (

    select * from {{ ref('int_card_parameters_resolved') }}

),

-- What departments sent; that a household asked for itself is no warning.
sent as (

    select distinct
        reports.household_id,
        reports.month
    from reports
    left join rules on reports.rule_code = rules.rule_code
    where rules.channel_code is distinct from 'self_declaration'

),

asked as (

    select
        people.household_id,
        min(date_trunc('month', applications.application_date)::date) as asked_month
    from applications
    inner join people on applications.head_person_id = people.person_id
    cross join parameters
    where
        applications.application_date >= {{ built_month() }} - make_interval(months => parameters.card_month_count - 1)
        and applications.application_date < {{ built_month() }} + interval '1 month'
    group by people.household_id

),

-- Who asked and was found in need by a check or included: had the lists named the household by then?
self_reports as (

    select
        asked.household_id,
        not exists (
            select from sent
            where sent.household_id = asked.household_id and sent.month <= asked.asked_month
        ) as is_missed
    from asked
    where
        asked.household_id in (
            select warnings.household_id from warnings
            where warnings.is_confirmed
        )
        or exists (
            select from steps
            where steps.household_id = asked.household_id and steps.step_date >= asked.asked_month
        )

),

listed as (

    select distinct
        samples.household_id,
        samples.sample_month
    from samples
    cross join parameters
    inner join sent
        on
            samples.household_id = sent.household_id
            and samples.sample_month >= sent.month
            and samples.sample_month < sent.month + make_interval(months => parameters.card_month_count)

),

-- Drawn by lot, found at home, and not named by any list of the time before: was there a risk?
drawn as (

    select
        samples.household_id,
        samples.spot_check_code,
        listed.household_id is not null as is_listed
    from samples
    left join listed on samples.household_id = listed.household_id and samples.sample_month = listed.sample_month

),

of_samples as (

    select
        (count(*) filter (where not is_listed))::integer as examined_count,
        (count(*) filter (where not is_listed and spot_check_code = 'at_risk'))::integer as missed_count,
        count(*)::integer as found_count
    from drawn
    where spot_check_code <> 'not_found'

),

-- The households the draw stands for, less the share of them that lists had named.
drawn_from as (

    select
        of_samples.examined_count,
        of_samples.missed_count,
        (count(strata.household_id) * of_samples.examined_count::numeric / nullif(of_samples.found_count, 0))::integer
            as population_count
    from of_samples
    left join strata on true
    group by of_samples.examined_count, of_samples.missed_count, of_samples.found_count

),

examined as (

    select
        'self_reports' as recall_method_code,
        '申请中查实的户，申请以前或当月已有部门预警的比例' as recall_method_label,
        count(*)::integer as examined_count,
        (count(*) filter (where is_missed))::integer as missed_count,
        null::integer as population_count
    from self_reports
    union all
    select
        'random_samples' as recall_method_code,
        '随机抽查中未被预警的户，抽查发现风险的比例' as recall_method_label,
        examined_count,
        missed_count,
        population_count
    from drawn_from

),

confirmed as (

    select count(distinct household_id) as household_count from warnings
    where is_confirmed and household_id in (select strata.household_id from strata)

),

bounded as (

    select
        examined.*,
        confirmed.household_count,
        examined.examined_count < parameters.few_household_count as is_few_examined,
        examined.missed_count::numeric / nullif(examined.examined_count, 0) as missed_share,
        {{ wilson_low('examined.missed_count', 'examined.examined_count', 'parameters.interval_width') }}
            as missed_low,
        {{ wilson_high('examined.missed_count', 'examined.examined_count', 'parameters.interval_width') }}
            as missed_high
    from examined
    cross join confirmed
    cross join parameters

),

estimated as (

    select
        recall_method_code,
        recall_method_label,
        examined_count,
        missed_count,
        is_few_examined,
        population_count,
        round(population_count * missed_share)::integer as unseen_count,
        (case
            when population_count is null then 1 - missed_share
            else household_count / nullif(household_count + population_count * missed_share, 0)
        end)::numeric(5, 4) as recall_share,
        (case
            when population_count is null then 1 - missed_high
            else household_count / nullif(household_count + population_count * missed_high, 0)
        end)::numeric(5, 4) as recall_low_share,
        (case
            when population_count is null then 1 - missed_low
            else household_count / nullif(household_count + population_count * missed_low, 0)
        end)::numeric(5, 4) as recall_high_share
    from bounded

)

select * from estimated
