with changes as (

    select * from {{ source('reference', 'policy_changes') }}
    where policy_version = {{ policy_version() }}

),

code_labels as (

    select * from {{ source('reference', 'code_labels') }}
    where column_name = 'change_code'

),

resolved as (

    select
        changes.change_code,
        changes.change_number,
        code_labels.label as change_label,
        chr(9311 + changes.change_number) as change_mark
    from changes
    inner join code_labels on changes.change_code = code_labels.code

)

select * from resolved
