with applicants as (

    select * from {{ ref('int_applicants_gathered') }}

),

comparisons as (

    select * from {{ source('reference', 'policy_comparisons') }}
    where policy_version = {{ policy_version() }}

),

answers as (

    select * from {{ ref('int_comparisons_answered') }}

),

feeds as (

    select * from {{ source('reference', 'feeds') }}

),

parameters as (

    select * from {{ ref('int_parameters_resolved') }}
    where parameter_code = 'dibao_comparison_months'

),

joined as (

    select
        applicants.*,
        comparisons.feed,
        comparisons.comparison_code,
        comparisons.comparison_label,
        comparisons.comparison_position,
        comparisons.clause,
        feeds.department_code,
        answers.list_month,
        answers.compared_date,
        answers.is_found,
        answers.answer_text,
        answers.compared_date >= applicants.application_date as is_answer,
        applicants.is_on_dibao
        and answers.compared_date
        >= applicants.application_date - make_interval(months => parameters.parameter_value::integer) as is_recent
    from applicants
    cross join comparisons
    inner join feeds on comparisons.feed = feeds.feed
    left join parameters on true
    left join answers
        on
            comparisons.feed = answers.feed
            and comparisons.comparison_code = answers.comparison_code
            and applicants.person_id = answers.person_id

),

judged as (

    select
        *,
        case
            when is_answer then 'answered'
            when is_recent then 'compared_before'
            when not is_in_register then 'not_in_register'
            else 'open'
        end as comparison_state_code
    from joined

),

resolved as (

    select
        person_id,
        feed,
        comparison_code,
        comparison_label,
        comparison_position,
        clause,
        department_code,
        household_id,
        head_person_id,
        township_code,
        village_code,
        relation_code,
        application_date,
        comparison_state_code,
        delivery_id,
        row_number,
        case when comparison_state_code in ('answered', 'compared_before') then list_month end as list_month,
        case when comparison_state_code in ('answered', 'compared_before') then compared_date end as compared_date,
        case when comparison_state_code in ('answered', 'compared_before') then answer_text end as answer_text,
        coalesce(comparison_state_code in ('answered', 'compared_before') and is_found, false) as is_found
    from judged

)

select * from resolved
