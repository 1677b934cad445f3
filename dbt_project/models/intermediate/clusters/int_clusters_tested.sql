with counts as (

    select * from {{ ref('int_cluster_cases_counted') }}

),

limits as (

    select
        max(parameter_value) filter (where parameter_code = 'cluster_history_months') as history_months,
        max(parameter_value) filter (where parameter_code = 'cluster_minimum_households') as minimum_households,
        max(parameter_value) filter (where parameter_code = 'cluster_county_rise') as county_rise
    from {{ ref('int_parameters_resolved') }}

),

wholes as (

    select
        change_number,
        observed_count as whole_observed_count,
        earlier_count as whole_earlier_count
    from counts
    where cluster_level_code = 'county'

),

compared as (

    select
        counts.*,
        wholes.whole_observed_count,
        wholes.whole_earlier_count,
        limits.county_rise / (1 + limits.county_rise) as rise_share,
        counts.observed_count >= limits.minimum_households as is_large_enough,
        case counts.cluster_level_code
            when 'county' then limits.county_rise * counts.largest_earlier_count
            else
                1.0 * counts.earlier_count * (wholes.whole_observed_count - counts.observed_count)
                / nullif(wholes.whole_earlier_count - counts.earlier_count, 0)
        end::numeric(12, 2) as expected_case_count
    from counts
    cross join limits
    inner join wholes on counts.change_number = wholes.change_number
    where
        counts.observed_count + counts.earlier_count >= limits.minimum_households
        and case counts.cluster_level_code
            when 'county' then 2 * counts.earlier_month_count >= limits.history_months
            else counts.earlier_count < wholes.whole_earlier_count
        end

),

tested as (

    select
        cluster_level_code,
        cluster_area_code,
        change_number,
        observed_count,
        expected_case_count,
        case
            when not is_large_enough then 1
            when cluster_level_code = 'county'
                then {{ binomial_tail('observed_count', '(observed_count + largest_earlier_count)', 'rise_share') }}
            else
                {{ hypergeometric_tail(
                    'observed_count', 'whole_observed_count', '(observed_count + earlier_count)',
                    '(whole_observed_count + whole_earlier_count)'
                ) }}
        end as chance
    from compared

)

select * from tested
