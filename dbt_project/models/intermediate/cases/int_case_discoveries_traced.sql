with signals as (

    select * from {{ ref('int_signals_matched') }}
    where household_id is not null

),

referred as (

    select * from {{ ref('int_signals_referred') }}

),

applications as (

    select * from {{ ref('stg_rural_revitalization__household_applications') }}

),

discoveries as (

    select * from {{ ref('int_discoveries_resolved') }}

),

-- What made a household a case of the month, and every application, whatever becomes of it.
found as (

    select
        signals.household_id,
        signals.feed,
        signals.department_code,
        signals.event_date,
        signals.delivery_id,
        signals.row_number,
        discoveries.channel_code,
        discoveries.channel_label,
        discoveries.discovery_position,
        discoveries.document_number,
        discoveries.clause,
        applications.application_form_code,
        applications.first_asked_office,
        applications.transferred_date
    from signals
    inner join discoveries on signals.channel_code = discoveries.channel_code
    left join referred on signals.delivery_id = referred.delivery_id and signals.row_number = referred.row_number
    left join applications
        on signals.delivery_id = applications.delivery_id and signals.row_number = applications.row_number
    where referred.delivery_id is not null or applications.delivery_id is not null

),

traced as (

    select
        *,
        row_number() over (
            partition by household_id
            order by
                event_date asc nulls last, discovery_position asc, channel_code collate "C" asc, feed collate "C" asc,
                delivery_id asc, row_number asc
        ) = 1 as is_first_of_month
    from found

)

select * from traced
