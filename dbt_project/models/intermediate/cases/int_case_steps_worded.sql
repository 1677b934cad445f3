with timed as (

    select * from {{ ref('int_case_steps_timed') }}

),

steps as (

    select * from {{ ref('int_case_steps_resolved') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}
    where policy_version = {{ policy_version() }}

),

followable as (

    select
        steps.step_code,
        string_agg('“' || earlier.step_label || '”', '或' order by earlier.step_position) as after_text
    from steps
    inner join steps as earlier on earlier.step_code = any(steps.after_codes)
    group by steps.step_code

),

worded as (

    select
        timed.household_id,
        timed.step_number,
        timed.case_number,
        timed.step_code,
        timed.step_date,
        timed.illegality_code,
        timed.is_held,
        timed.standing_code,
        timed.standing_date,
        timed.standing_over_date,
        timed.delivery_id,
        timed.row_number,
        timed.limit_unit_code,
        timed.holder_code,
        timed.clause,
        timed.document_number,
        timed.step_label,
        timed.limit_date,
        timed.standing_to_date,
        timed.late_day_count,
        case timed.illegality_code
            when 'unknown_step' then '本地认定程序中没有“' || timed.step_label || '”这一环节'
            when 'not_opened' then '此前没有受理的记录，不能从“' || timed.step_label || '”开始'
            when 'not_after'
                then
                    '此前为“' || standing.step_label || '”（' || {{ chinese_date('timed.standing_date') }} || '），“'
                    || timed.step_label || '”应在' || coalesce(followable.after_text, '未受理时') || '之后'
            when 'too_early'
                then
                    '“' || standing.step_label || '”自' || {{ chinese_date('timed.standing_date') }} || '起不少于'
                    || standing.least_day_count || {{ day_unit('standing.least_unit_code') }} || '，'
                    || {{ chinese_date('timed.standing_over_date') }} || '前不能“' || timed.step_label || '”'
        end
        || '（' || policies.document_number
        || coalesce(
            '第' || case timed.illegality_code when 'too_early' then standing.clause else timed.clause end || '条', ''
        )
        || '）' as found_text
    from timed
    cross join policies
    left join steps as standing on timed.standing_code = standing.step_code
    left join followable on timed.step_code = followable.step_code

)

select * from worded
