with explained as (

    select * from {{ ref('int_households_explained') }}

),

prioritised as (

    select * from {{ ref('int_households_prioritised') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

carried as (

    select * from {{ ref('int_referrals_carried') }}

),

expected as (

    select * from {{ ref('int_confirmations_expected') }}

),

capacities as (

    select * from {{ ref('int_visit_capacities_resolved') }}

),

urgent as (

    select distinct household_id from {{ ref('int_risks_graded') }}
    where grade_code = 'urgent'

),

listed as (

    select
        explained.household_id,
        {{ built_month() }} as referral_month,
        prioritised.priority_group,
        prioritised.priority_label,
        prioritised.urgency_rank,
        explained.risk_count,
        explained.risk_labels,
        explained.reason_text,
        explained.subject_person_ids,
        explained.first_known_month,
        prioritised.priority_group is not null
        or explained.household_id in (select urgent.household_id from urgent) as is_passing
    from explained
    inner join prioritised on explained.household_id = prioritised.household_id
    union all
    select
        household_id,
        referral_month,
        priority_group,
        priority_label,
        urgency_rank,
        risk_count,
        risk_labels,
        reason_text,
        subject_person_ids,
        first_known_month,
        false as is_passing
    from carried

),

placed as (

    select
        listed.*,
        households.township_code,
        households.village_code,
        households.head_person_id,
        households.member_count,
        expected.alike_concluded_count,
        expected.alike_confirmed_count,
        expected.expected_share,
        expected.expectation_text,
        row_number() over (
            partition by households.township_code
            order by
                listed.is_passing desc, listed.urgency_rank asc, expected.expected_share desc nulls last,
                listed.risk_count desc, listed.first_known_month asc, households.village_code asc,
                listed.household_id asc
        )::integer as visit_position
    from listed
    inner join households on listed.household_id = households.household_id
    left join expected
        on listed.household_id = expected.household_id and listed.referral_month = expected.referral_month

),

ordered as (

    select
        placed.*,
        capacities.capacity_household_count,
        placed.referral_month < {{ built_month() }} as is_carried,
        coalesce(
            not placed.is_passing and placed.visit_position > capacities.capacity_household_count, false
        ) as is_below_line
    from placed
    left join capacities on placed.township_code = capacities.township_code

)

select * from ordered
