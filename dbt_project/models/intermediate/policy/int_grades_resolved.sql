with grades as (

    select * from {{ source('reference', 'policy_rule_grades') }}

),

resolved as (

    select
        rule_code,
        grade_code,
        grade_label
    from grades
    where policy_version = {{ policy_version() }}

)

select * from resolved
