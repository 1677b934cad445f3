with duties as (

    select * from {{ ref('int_contact_duties_resolved') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

national as (

    select * from {{ ref('stg_rural_revitalization__monitored_households') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

absent as (

    select * from {{ ref('stg_township__long_absent_households') }}

),

logs as (

    select min(month) as first_logged_month from {{ ref('stg_ledger__inputs') }}
    where feed = 'household_visits'
    having count(*) > 0

),

away as (

    select
        people.household_id,
        date_trunc('month', min(absent.absent_since_date))::date as absent_since_month
    from absent
    inner join people on absent.head_person_id = people.person_id
    group by people.household_id

),

grouped as (

    select
        households.household_id,
        national.identified_month,
        national.eliminated_month,
        away.absent_since_month,
        away.household_id is not null as is_away,
        coalesce(national.is_monitored and not national.is_eliminated, false) as is_open,
        coalesce(national.is_lifted or national.is_monitored, false) as is_supported
    from households
    left join national on households.household_id = national.household_id
    left join away on households.household_id = away.household_id

),

-- A month in which a household came into its group may have been over before it did: the next is the first asked for.
fitting as (

    select
        grouped.household_id,
        duties.duty_code,
        duties.duty_position,
        logs.first_logged_month,
        greatest(
            logs.first_logged_month,
            case
                when duties.group_code in ('absent_monitored', 'monitored') then grouped.identified_month
                when duties.group_code = 'absent' then grouped.absent_since_month
                else grouped.eliminated_month
            end + interval '1 month'
        )::date as asked_from_month
    from grouped
    cross join duties
    cross join logs
    where
        case duties.group_code
            when 'absent_monitored' then grouped.is_open and grouped.is_away
            when 'monitored' then grouped.is_open
            when 'absent' then grouped.is_away
            when 'supported' then grouped.is_supported and not grouped.is_open
        end

),

assigned as (

    select distinct on (household_id)
        household_id,
        duty_code,
        first_logged_month,
        asked_from_month
    from fitting
    order by household_id asc, duty_position asc

)

select * from assigned
