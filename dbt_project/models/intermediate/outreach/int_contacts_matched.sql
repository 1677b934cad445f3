with visits as (

    select * from {{ ref('stg_township__household_visits') }}
    where visit_date < {{ built_month() }} + interval '1 month'

),

people as (

    select * from {{ ref('int_people_resolved') }}

),

titles as (

    select * from {{ ref('int_deliveries_titled') }}

),

labels as (

    select
        code as visit_form_code,
        label as visit_form_label
    from {{ source('reference', 'code_labels') }}
    where column_name = 'visit_form_code'

),

matched as (

    select distinct on (people.household_id, visits.visit_form_code)
        people.household_id,
        visits.visit_form_code,
        labels.visit_form_label,
        visits.visit_date,
        visits.delivery_id,
        visits.row_number,
        titles.list_text
    from visits
    inner join people on visits.head_person_id = people.person_id
    inner join titles on visits.delivery_id = titles.delivery_id
    inner join labels on visits.visit_form_code = labels.visit_form_code
    order by
        people.household_id asc,
        visits.visit_form_code asc,
        visits.visit_date desc,
        titles.list_month desc,
        visits.delivery_id asc,
        visits.row_number asc

)

select * from matched
