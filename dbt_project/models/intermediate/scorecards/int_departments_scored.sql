with measured as (

    select * from {{ ref('int_departments_measured') }}

),

weights as (

    select * from {{ source('reference', 'scorecard_weights') }}

),

timed as (

    select
        measured.*,
        weights.*,
        measured.arrived_count > 0 or measured.expected_count = 0 as is_measured,
        (
            (measured.on_time_count + weights.late_credit * measured.late_count) / nullif(measured.expected_count, 0)
        )::numeric(5, 4) as timeliness_share
    from measured
    cross join weights

),

scored as (

    select
        department_code,
        timeliness_share,
        (
            100 * (
                coalesce(timeliness_weight * timeliness_share, 0)
                + coalesce(completeness_weight * completeness_share, 0)
                + coalesce(validity_weight * validity_share, 0)
                + coalesce(uniqueness_weight * uniqueness_share, 0)
                + coalesce(steadiness_weight * steadiness_share, 0)
                + coalesce(truth_weight * truth_share, 0)
            ) / nullif(
                case when timeliness_share is null then 0 else timeliness_weight end
                + case when completeness_share is null and is_measured then 0 else completeness_weight end
                + case when validity_share is null and is_measured then 0 else validity_weight end
                + case when uniqueness_share is null and is_measured then 0 else uniqueness_weight end
                + case when steadiness_share is null and is_measured then 0 else steadiness_weight end
                + case when truth_share is null then 0 else truth_weight end,
                0
            )
        )::numeric(4, 1) as quality_score
    from timed

)

select * from scored
