with estimated as (

    select * from {{ ref('int_recall_estimated') }}

),

dated as (

    select
        {{ county() }}::text as county_code,
        {{ built_month() }} as month,
        recall_method_code,
        recall_method_label,
        examined_count,
        missed_count,
        is_few_examined,
        population_count,
        unseen_count,
        recall_share,
        recall_low_share,
        recall_high_share
    from estimated
    where examined_count > 0

)

select * from dated
