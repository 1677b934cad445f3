with changes as (

    select * from {{ ref('int_risk_changes_labelled') }}

),

worded as (

    select * from {{ ref('int_risks_worded') }}

),

summed as (

    select
        household_id,
        array_agg(distinct change_number order by change_number) as change_codes,
        string_agg(distinct change_mark collate "C", '' order by change_mark collate "C") as change_marks,
        string_agg(
            distinct change_mark || change_label collate "C", '、' order by change_mark || change_label collate "C"
        )
            as change_labels
    from changes
    group by household_id

),

reasons as (

    select
        household_id,
        string_agg(distinct reason_text collate "C", '；' order by reason_text collate "C") as change_basis_text
    from worded
    where (household_id, rule_code, person_id) in (
        select
            changes.household_id,
            changes.rule_code,
            changes.person_id
        from changes
    )
    group by household_id

),

gathered as (

    select
        summed.household_id,
        summed.change_codes,
        summed.change_marks,
        summed.change_labels,
        reasons.change_basis_text
    from summed
    inner join reasons on summed.household_id = reasons.household_id

)

select * from gathered
