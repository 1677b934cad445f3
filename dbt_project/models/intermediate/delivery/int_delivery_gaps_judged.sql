with checks as (

    select * from {{ ref('int_delivery_checks_resolved') }}

),

unpaid as (

    select * from {{ ref('int_payments_missed') }}

),

missed as (

    select * from {{ ref('int_relief_missed') }}

),

assisted as (

    select * from {{ ref('int_households_assisted') }}

),

registered as (

    select * from {{ ref('int_low_income_households_registered') }}

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

households_judged as (

    select
        assisted.*,
        checks.gap_code,
        checks.counted_codes,
        registered.household_id is not null as is_registered,
        coalesce(assisted.deadline_date < {{ built_month() }} + interval '1 month', true) as is_deadline_over,
        assisted.is_every_measure_dated
        and assisted.first_started_date > assisted.deadline_date
        and assisted.first_started_date >= {{ built_month() }} as is_begun_late,
        assisted.measure_count > 0 and not assisted.measure_codes && checks.counted_codes as is_without_counted
    from assisted
    cross join checks
    left join registered on assisted.household_id = registered.household_id
    where assisted.measure_codes is not null

),

lacking as (

    select * from households_judged
    where
        case gap_code
            when 'measure_missing' then is_open and measure_count = 0 and is_deadline_over
            when 'measure_late' then is_open and is_begun_late
            when 'development_missing' then is_open and able_count > 0 and is_without_counted
            when 'safety_net_missing'
                then is_open and member_count > 0 and able_count = 0 and is_without_counted and not is_registered
            when 'measure_after_elimination' then begun_date is not null
        end

),

judged as (

    select
        'roll_unpaid' as gap_code,
        'person:' || unpaid.person_id || ':' || unpaid.low_income_kind_code as gap_reference,
        people.household_id,
        unpaid.person_id,
        'find_cause' as disposition_code,
        null as hardship_code,
        null as relief_in_charge_code,
        null::text[] as relief_feeds,
        unpaid.low_income_kind_code as counted_code,
        null as basis_text,
        unpaid.approved_date as event_date,
        unpaid.reported_month,
        null::date as deadline_date,
        null::integer as able_count,
        unpaid.delivery_id,
        unpaid.row_number
    from unpaid
    left join people on unpaid.person_id = people.person_id
    union all
    select
        'relief_missing' as gap_code,
        'household:' || household_id || ':' || hardship_code as gap_reference,
        household_id,
        null as person_id,
        disposition_code,
        hardship_code,
        in_charge_code as relief_in_charge_code,
        relief_feeds,
        null as counted_code,
        basis_text,
        null as event_date,
        first_reported_month as reported_month,
        null as deadline_date,
        null as able_count,
        null as delivery_id,
        null as row_number
    from missed
    union all
    select
        gap_code,
        'household:' || household_id as gap_reference,
        household_id,
        null as person_id,
        'find_cause' as disposition_code,
        null as hardship_code,
        null as relief_in_charge_code,
        null as relief_feeds,
        null as counted_code,
        case gap_code when 'measure_after_elimination' then begun_text else measures_listed_text end as basis_text,
        case gap_code when 'measure_after_elimination' then begun_date else first_started_date end as event_date,
        case gap_code when 'measure_after_elimination' then eliminated_month else identified_month end
            as reported_month,
        deadline_date,
        able_count,
        delivery_id,
        row_number
    from lacking

)

select * from judged
