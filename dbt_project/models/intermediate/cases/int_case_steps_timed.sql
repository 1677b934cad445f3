with judged as (

    select * from {{ ref('int_case_steps_judged') }}

),

steps as (

    select * from {{ ref('int_case_steps_resolved') }}

),

labels as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'case_step_code'

),

limited as (

    select
        judged.*,
        steps.limit_unit_code,
        steps.holder_code,
        steps.clause,
        steps.document_number,
        coalesce(steps.step_label, labels.label) as step_label,
        case
            when not judged.is_held
                then {{ due_day('judged.standing_over_date', 'steps.limit_day_count', 'steps.limit_unit_code') }}
        end as limit_date,
        case
            when not judged.is_held
                then lead(judged.step_date) over (
                    partition by judged.household_id, judged.is_held order by judged.step_number
                )
        end as standing_to_date
    from judged
    left join steps on judged.step_code = steps.step_code
    left join labels on judged.step_code = labels.code

),

timed as (

    select
        household_id,
        step_number,
        case_number,
        step_code,
        step_date,
        illegality_code,
        is_held,
        standing_code,
        standing_date,
        standing_over_date,
        delivery_id,
        row_number,
        limit_unit_code,
        holder_code,
        clause,
        document_number,
        step_label,
        limit_date,
        standing_to_date,
        greatest({{ days_past('limit_date', 'step_date', 'limit_unit_code') }}, 0) as late_day_count
    from limited

)

select * from timed
