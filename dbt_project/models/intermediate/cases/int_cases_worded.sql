with carried as (

    select * from {{ ref('int_cases_carried') }}

),

policies as (

    select * from {{ source('reference', 'policies') }}
    where policy_version = {{ policy_version() }}

),

worded as (

    select
        carried.household_id,
        carried.case_number,
        carried.step_code,
        carried.step_label,
        carried.step_date,
        carried.over_date,
        carried.opened_date,
        carried.decided_date,
        carried.next_step_code,
        carried.next_step_label,
        carried.holder_code,
        carried.holder_label,
        carried.limit_day_count,
        carried.limit_unit_code,
        carried.document_number,
        carried.clause,
        carried.total_day_count,
        carried.total_unit_code,
        carried.total_clause,
        carried.warning_day_count,
        carried.limit_date,
        carried.case_limit_date,
        carried.overdue_day_count,
        carried.case_overdue_day_count,
        carried.deadline_code,
        nullif(concat_ws(
            '；',
            '“' || carried.next_step_label || '”应于' || {{ chinese_date('carried.limit_date') }} || '前完成（“'
            || carried.step_label || '”' || {{ chinese_date('carried.over_date') }} || '后'
            || carried.limit_day_count || {{ day_unit('carried.limit_unit_code') }} || '内，' || policies.document_number
            || '第' || carried.clause || '条）'
            || case
                when carried.overdue_day_count > 0
                    then
                        '，截至' || {{ chinese_date(month_end()) }} || '已逾期' || carried.overdue_day_count
                        || {{ day_unit('carried.limit_unit_code') }}
                else ''
            end,
            '整个程序应于' || {{ chinese_date('carried.case_limit_date') }} || '前办结（'
            || {{ chinese_date('carried.opened_date') }} || '受理，不超过' || carried.total_day_count
            || {{ day_unit('carried.total_unit_code') }} || '，' || policies.document_number || '第'
            || carried.total_clause || '条）'
            || case
                when carried.case_overdue_day_count > 0
                    then
                        '，截至' || {{ chinese_date(month_end()) }} || '已逾期' || carried.case_overdue_day_count
                        || {{ day_unit('carried.total_unit_code') }}
                else ''
            end
        ), '') as reason_text
    from carried
    cross join policies

)

select * from worded
