{%- set month_end = "((" ~ built_month() ~ " + interval '1 month')::date - 1)" -%}
with duties as (

    select * from {{ ref('int_contact_duties_resolved') }}

),

assigned as (

    select * from {{ ref('int_contact_duties_assigned') }}

),

contacts as (

    select * from {{ ref('int_contacts_matched') }}

),

logs as (

    select * from {{ ref('int_visit_logs_dated') }}

),

households as (

    select * from {{ ref('int_households_composed') }}

),

counted as (

    select distinct on (assigned.household_id)
        assigned.household_id,
        assigned.first_logged_month,
        assigned.asked_from_month,
        duties.duty_code,
        duties.duty_position,
        duties.duty_label,
        duties.form_codes,
        duties.period_months,
        duties.document_number,
        duties.clause,
        contacts.visit_date as last_contact_date,
        contacts.visit_form_label,
        contacts.list_text,
        contacts.delivery_id,
        contacts.row_number
    from assigned
    inner join duties on assigned.duty_code = duties.duty_code
    left join contacts
        on assigned.household_id = contacts.household_id and contacts.visit_form_code = any(duties.form_codes)
    order by assigned.household_id asc, contacts.visit_date desc nulls last, contacts.visit_form_code asc

),

-- Periods are counted from 2000, so that a quarter is one of the calendar. The first asked for is the first whole one.
placed as (

    select
        counted.*,
        greatest(
            {{ months_between("date '2000-01-01'", 'counted.last_contact_date') }} / counted.period_months + 1,
            ({{ months_between("date '2000-01-01'", 'counted.asked_from_month') }} + counted.period_months - 1)
            / counted.period_months
        ) as due_period
    from counted

),

dated as (

    select
        placed.*,
        (date '2000-01-01' + make_interval(months => (placed.due_period + 1) * placed.period_months))::date - 1
            as contact_due_date,
        (logs.last_logged_month + interval '1 month')::date - 1 as logged_until_date
    from placed
    inner join households on placed.household_id = households.household_id
    left join logs on households.township_code = logs.township_code

),

uncounted as (

    select distinct on (dated.household_id)
        dated.household_id,
        contacts.visit_form_label,
        contacts.visit_date
    from dated
    inner join contacts
        on
            dated.household_id = contacts.household_id
            and (dated.last_contact_date < contacts.visit_date) is not false
    where not contacts.visit_form_code = any(dated.form_codes)
    order by dated.household_id asc, contacts.visit_date desc, contacts.visit_form_code asc

),

coded as (

    select
        dated.*,
        uncounted.visit_form_label as uncounted_form_label,
        uncounted.visit_date as uncounted_date,
        greatest({{ month_end }} - dated.contact_due_date, 0) as days_overdue,
        case
            when dated.contact_due_date <= dated.logged_until_date then 'missed'
            when dated.contact_due_date <= {{ month_end }} then 'not_reported'
            when dated.contact_due_date < {{ built_month() }} + interval '2 months' then 'coming'
        end as contact_state_code
    from dated
    left join uncounted on dated.household_id = uncounted.household_id

),

judged as (

    select
        household_id,
        duty_code,
        duty_position,
        duty_label,
        contact_state_code,
        last_contact_date,
        contact_due_date,
        days_overdue,
        document_number,
        clause,
        delivery_id,
        row_number,
        concat(
            coalesce(
                '最近一次：' || {{ chinese_date('last_contact_date') }} || visit_form_label || '（' || list_text || '）',
                '自' || to_char(first_logged_month, 'FMYYYY"年"FMMM"月"') || '有走访联系记录以来没有'
            ),
            '，其后' || {{ chinese_date('uncounted_date') }} || uncounted_form_label || '不计入',
            '；应于', {{ chinese_date('contact_due_date') }}, '前走访联系',
            case contact_state_code
                when 'missed'
                    then
                        '，未见记录' || case
                            when days_overdue = 0 then ''
                            else '，至' || {{ chinese_date(month_end) }} || '已过' || days_overdue || '天'
                        end
                when 'not_reported' then '，到期月份的走访联系记录尚未报送'
            end,
            '（', document_number, '第', clause, '条）'
        ) as reason_text
    from coded
    where contact_state_code is not null

)

select * from judged
