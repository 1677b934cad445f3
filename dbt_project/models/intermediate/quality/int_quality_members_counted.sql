with households as (

    select * from {{ ref('stg_rural_revitalization__monitored_households') }}

),

inputs as (

    select * from {{ ref('stg_ledger__inputs') }}

),

members as (

    select * from {{ ref('int_quality_members_profiled') }}
    where not is_repeated

),

phones as (

    select
        phone_id,
        count(distinct household_id)::integer as household_count
    from members
    where phone_id is not null
    group by phone_id

),

counted as (

    select
        households.household_id,
        count(members.row_number)::integer as member_count,
        (count(*) filter (where members.relation_code = 'head'))::integer as head_count,
        (count(*) filter (where members.labour_code in ('ordinary', 'skilled')))::integer as labour_count,
        (count(*) filter (where members.labour_code in ('ordinary', 'skilled', 'weak')))::integer as able_count,
        (count(*) filter (where members.is_disabled))::integer as disabled_count,
        (count(*) filter (where members.disability_grade_code in ('grade_1', 'grade_2')))::integer
            as severe_disabled_count,
        (count(*) filter (where members.health_code in ('chronic', 'major_illness')))::integer as ill_count,
        (count(*) filter (where members.dibao_ticked_code = 'yes'))::integer as dibao_count,
        (count(*) filter (where members.tekun_ticked_code = 'yes'))::integer as tekun_count,
        (count(*) filter (where members.dropout_code = 'yes'))::integer as dropout_count,
        (
            count(*) filter (
                where members.resident_insurance_code = 'no' and members.employee_insurance_code = 'no'
            )
        )::integer as uninsured_count,
        max(phones.household_count) as phone_household_count,
        min(members.sex_code) filter (where members.relation_code = 'head') as head_sex_code,
        min(members.sex_code) filter (where members.relation_code = 'spouse') as spouse_sex_code
    from households
    left join members on households.household_id = members.household_id
    left join phones on members.phone_id = phones.phone_id
    where
        exists (
            select 1 from inputs
            where inputs.feed = 'monitored_members'
        )
    group by households.household_id

)

select * from counted
